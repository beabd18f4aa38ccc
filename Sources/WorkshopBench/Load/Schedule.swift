/// When each message was due, and how late it came: timed from the due moment and not from the
/// sending, so that a stall counts for everything it held up.
package final class Schedule: DeliveryObserver {
    private var due: [Moment] = []
    private let warmUp: Int
    package private(set) var latencies = LatencyHistogram()
    /// How late the generator itself was.
    package private(set) var sendingLateness = LatencyHistogram()

    /// - Parameter warmUp: the first messages, which are not recorded.
    package init(warmUp: Int) { self.warmUp = warmUp }

    package func sends(dueAt moment: Moment) {
        if due.count >= warmUp { sendingLateness.record(Moment.now - moment) }
        due.append(moment)
    }

    /// Messages come in the order they were sent in, so their place tells which one it is.
    package func arrived(_ place: Int, number: Int?) {
        guard place >= warmUp, place < due.count else { return }
        latencies.record(Moment.now - due[place])
    }
}
