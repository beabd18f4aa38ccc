/// Where the buckets of a histogram end, and what its numbers are.
public struct HistogramScale: Sendable {
    /// Ascending; each belongs to its bucket. One more bucket takes what is above all of them.
    public let bounds: [Int]
    /// Of what is told: 9 where nanoseconds are recorded and seconds are told.
    public let decimals: Int

    public init(bounds: [Int], decimals: Int) {
        precondition(bounds.count < TallyRow.places, "a histogram has at most 31 bounds")
        self.bounds = bounds
        self.decimals = decimals
    }

    /// Nanoseconds, from what a read out of memory takes to the longest that a request may wait.
    public static let durations = HistogramScale(
        bounds: [
            100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000,
            50_000_000, 100_000_000, 250_000_000, 500_000_000, 1_000_000_000, 2_500_000_000,
            5_000_000_000, 10_000_000_000, 60_000_000_000, 300_000_000_000,
        ], decimals: 9)

    /// How many of something, doubling up to 1 024.
    public static let amounts = HistogramScale(bounds: (0...10).map { 1 << $0 }, decimals: 0)

    /// In which bucket a number is.
    func place(of value: Int) -> Int {
        var place = 0
        while place < bounds.count, value > bounds[place] { place += 1 }
        return place
    }
}
