/// When each message was due, and how long it took to every stream; messages are told apart by
/// their numbers, because answers and deliveries come in any order.
package final class DeliveryLog: DeliveryObserver {
    private var due: [Moment] = []
    private var firstCounted = Int.max
    private var isOver = false
    package private(set) var latencies = LatencyHistogram()
    package private(set) var deliveries = 0
    private(set) var lastCounted = Moment.now

    package init() {}

    /// Messages are sent in the order of their numbers, from 0 on.
    func sends(dueAt moment: Moment) { due.append(moment) }

    func beganCounting(from number: Int) { firstCounted = number }
    func endedCounting() { isOver = true }

    package func arrived(_ place: Int, number: Int?) {
        deliveries += 1
        guard !isOver, let number, number >= firstCounted, number < due.count else { return }
        lastCounted = .now
        latencies.record(lastCounted - due[number])
    }
}
