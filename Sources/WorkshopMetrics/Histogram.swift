/// How often something came to how much, by buckets. Recorded by one thread, read by any, as with
/// ``Tally``.
public final class Histogram: Sendable {
    private let scale: HistogramScale
    private let buckets = TallyRow()
    private let sum = Tally()

    public init(_ scale: HistogramScale) {
        self.scale = scale
    }

    public func record(_ value: Int) {
        buckets.add(at: scale.place(of: value))
        sum.add(value)
    }

    /// What was recorded until now. Its sum may lack, or have, one that is being recorded.
    public var reading: HistogramReading {
        HistogramReading(
            scale: scale, counts: (0...scale.bounds.count).map { buckets[$0] }, sum: sum.value)
    }
}
