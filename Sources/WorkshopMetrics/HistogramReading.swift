/// What a ``Histogram`` held at some moment.
public struct HistogramReading: Sendable {
    public let scale: HistogramScale
    /// By bucket, not added up.
    public private(set) var counts: [Int]
    public private(set) var sum: Int

    /// Of all buckets, so that it is never another number than theirs.
    public var count: Int { counts.reduce(0, +) }

    init(scale: HistogramScale, counts: [Int], sum: Int) {
        self.scale = scale
        self.counts = counts
        self.sum = sum
    }

    /// Adds what another one of the same scale has.
    public static func += (left: inout HistogramReading, right: HistogramReading) {
        for place in left.counts.indices { left.counts[place] += right.counts[place] }
        left.sum += right.sum
    }
}
