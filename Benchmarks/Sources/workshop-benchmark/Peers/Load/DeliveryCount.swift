import WorkshopBench

/// What the streams of one channel have received, all together.
final class DeliveryCount {
    private(set) var deliveries = 0
    /// Messages before the first of a stream that was greeted before it was known.
    private var skipped = 0
    /// Is told when each message came; `nil` when nobody asks.
    private let schedule: Schedule?

    init(_ schedule: Schedule? = nil) { self.schedule = schedule }

    /// Deliveries that have come or need not.
    var accounted: Int { deliveries + skipped }

    func skip(_ messages: Int) { skipped += messages }

    func arrived(_ number: Int) {
        deliveries += 1
        schedule?.arrived(number, number: number)
    }
}
