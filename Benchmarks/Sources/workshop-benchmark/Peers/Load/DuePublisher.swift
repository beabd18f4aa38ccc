import WorkshopBench

/// Publishes each message when it is due, in between of other work, and times its acknowledgement
/// from that moment.
final class DuePublisher {
    private let publisher: PeerPublisher
    private let schedule = Schedule(warmUp: 0)
    private let perSecond: Double
    private let begin = Moment.now

    var latencies: LatencyHistogram { schedule.latencies }

    /// Begins at once.
    init(
        _ peer: PeerUnderTest, _ publication: Publication, perSecond: Double, on queue: EventQueue
    ) throws(BenchmarkError) {
        self.perSecond = perSecond
        let schedule = schedule
        publisher = try PeerPublisher(peer, publication) { publisher in
            schedule.arrived(publisher.acknowledgements - 1, number: nil)
        }
        try queue.watch(publisher)
    }

    /// When the next message is due.
    var nextDue: Moment { begin + Double(publisher.sent) / perSecond }

    /// Publishes all that is due.
    func catchUp() throws(BenchmarkError) {
        while nextDue <= .now {
            schedule.sends(dueAt: nextDue)
            try publisher.publish(publisher.sent)
        }
    }

    func drain(_ queue: EventQueue) throws(BenchmarkError) {
        try queue.run(
            while: { publisher.acknowledgements < publisher.sent },
            orFail: "not every message was acknowledged within 30 s")
    }
}
