/// Counts times in buckets whose width grows with the time: 256 to every doubling, so that a
/// quantile is off by at most 0.4 %, whatever its size.
package struct LatencyHistogram: Sendable {
    private static let precisionBits = 8
    private static let bucketsPerDoubling = 1 << precisionBits

    private var counts = [UInt32](
        repeating: 0, count: (64 - precisionBits) * bucketsPerDoubling + bucketsPerDoubling)
    package private(set) var count = 0
    /// Exactly, in nanoseconds.
    private var longest: Int64 = 0
    private var sum: Int64 = 0

    package init() {}

    package mutating func record(_ nanoseconds: Int64) {
        counts[LatencyHistogram.bucket(of: UInt64(max(nanoseconds, 0)))] += 1
        count += 1
        longest = max(longest, nanoseconds)
        sum &+= max(nanoseconds, 0)
    }

    package static func += (left: inout LatencyHistogram, right: LatencyHistogram) {
        for bucket in left.counts.indices { left.counts[bucket] += right.counts[bucket] }
        left.count += right.count
        left.longest = max(left.longest, right.longest)
        left.sum &+= right.sum
    }

    /// - Parameter share: 0.5 is the median.
    /// - Returns: seconds; 0 when nothing was recorded.
    package func quantile(_ share: Double) -> Double {
        let rank = max(1, Int((Double(count) * share).rounded(.up)))
        var seen = 0
        for bucket in counts.indices {
            seen += Int(counts[bucket])
            if seen >= rank { return LatencyHistogram.middle(of: bucket) / 1e9 }
        }
        return 0
    }

    package var median: Double { quantile(0.5) }

    /// The longest time in seconds, exactly; 0 when nothing was recorded.
    package var maximum: Double { Double(longest) / 1e9 }

    /// In seconds, exactly; 0 when nothing was recorded.
    package var mean: Double { count > 0 ? Double(sum) / Double(count) / 1e9 : 0 }

    private static func bucket(of value: UInt64) -> Int {
        guard value >= bucketsPerDoubling else { return Int(value) }
        let doublings = (63 - value.leadingZeroBitCount) - precisionBits
        let place = Int(value >> UInt64(doublings)) - bucketsPerDoubling
        return (doublings + 1) * bucketsPerDoubling + place
    }

    private static func middle(of bucket: Int) -> Double {
        let doublings = bucket / bucketsPerDoubling - 1
        guard doublings >= 0 else { return Double(bucket) }
        let place = UInt64(bucket % bucketsPerDoubling + bucketsPerDoubling)
        let width = UInt64(1) << UInt64(doublings)
        return Double(place << UInt64(doublings)) + Double(width - 1) / 2
    }
}
