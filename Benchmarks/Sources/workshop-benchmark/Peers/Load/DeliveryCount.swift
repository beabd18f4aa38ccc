import WorkshopBench

/// What the streams of one channel have received, all together.
final class DeliveryCount {
    private(set) var deliveries = 0
    /// Is told when each message came; `nil` when nobody asks.
    private let schedule: Schedule?

    init(_ schedule: Schedule? = nil) { self.schedule = schedule }

    func arrived(_ number: Int) {
        deliveries += 1
        schedule?.arrived(number, number: number)
    }
}
