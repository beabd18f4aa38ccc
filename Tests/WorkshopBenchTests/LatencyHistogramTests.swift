import Testing

@testable import WorkshopBench

@Suite struct LatencyHistogramTests {
    private static let shares = [0.0, 0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 1]

    /// A generator that gives every run the same numbers.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64 = 7

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state
        }
    }

    @Test(arguments: [1, 2, 10, 1_000, 20_000])
    func `quantiles are those of the sorted times, within 0.4 %`(_ count: Int) {
        var numbers = Numbers()
        var histogram = LatencyHistogram()
        var times: [Int64] = []
        for _ in 0..<count {
            // Evenly over the magnitudes, from nanoseconds to minutes.
            let bits = Int64.random(in: 0...37, using: &numbers)
            times.append(Int64.random(in: 0...(1 << bits), using: &numbers))
        }
        for time in times { histogram.record(time) }
        times.sort()
        for share in Self.shares {
            let rank = max(1, Int((Double(count) * share).rounded(.up)))
            let exact = Double(times[rank - 1])
            let given = histogram.quantile(share) * 1e9
            #expect(abs(given - exact) <= exact * 0.004 + 0.001, "\(share): \(given), \(exact)")
        }
        #expect(histogram.count == count)
        #expect(histogram.maximum == Double(times[count - 1]) / 1e9)
        let sum = times.reduce(0, +)
        #expect(abs(histogram.mean * 1e9 * Double(count) - Double(sum)) <= Double(sum) * 1e-9)
    }

    @Test func `two together are as if all had been recorded by one`() {
        var parts = [LatencyHistogram(), LatencyHistogram()]
        var whole = LatencyHistogram()
        for time in Int64(0)..<5_000 {
            parts[Int(time % 2)].record(time * time)
            whole.record(time * time)
        }
        var sum = parts[0]
        sum += parts[1]
        for share in Self.shares { #expect(sum.quantile(share) == whole.quantile(share)) }
        #expect(sum.count == whole.count)
        #expect(sum.maximum == whole.maximum)
        #expect(sum.mean == whole.mean)
    }

    @Test func `without a time every figure is nought`() {
        let histogram = LatencyHistogram()
        #expect(histogram.quantile(0.99) == 0)
        #expect(histogram.maximum == 0)
        #expect(histogram.mean == 0)
    }

    @Test func `a clock that goes back counts as no time`() {
        var histogram = LatencyHistogram()
        histogram.record(-5)
        #expect(histogram.count == 1)
        #expect(histogram.quantile(1) == 0)
    }
}
