import WorkshopBench

/// Streams, and a publisher that sends each message when it is due.
struct PacedPeerLoad {
    let streams: Int
    let perSecond: Double

    struct Outcome {
        let schedule: Schedule
        /// Of the measured stretch, on which the warm-up does not count.
        let deliveries: Int
        /// Deliveries that had not come when patience ended.
        let missing: Int
        let usage: Usage
    }

    /// Seconds after the last message in which those that are late may still come.
    private static let patience = 10.0

    /// - Parameter mustDeliverAll: whether a server that is too slow fails. Otherwise what has not
    ///   come when patience ends is taken to have come then, which makes it look no worse than it is.
    func run(
        at peer: PeerUnderTest, for seconds: Double, warmUp warmUpSeconds: Double,
        mustDeliverAll: Bool
    ) throws(BenchmarkError) -> Outcome {
        let queue = try EventQueue()
        let warmUp = Int(warmUpSeconds * perSecond)
        let schedule = Schedule(warmUp: warmUp)
        let set = try PeerStreamSet(streams, at: peer, on: queue, schedule: schedule)
        let publisher = try PeerPublisher(
            peer, peer.server.publication(connection: 0, at: peer.address))
        try queue.watch(publisher)
        let begin = Moment.now
        var meter = try UsageMeter(all: peer.meters)
        var before = 0
        let messages = warmUp + Int(seconds * perSecond)
        for index in 0..<messages {
            let due = begin + Double(index) / perSecond
            try queue.run(until: due)
            if index == warmUp {
                meter = try UsageMeter(all: peer.meters)
                before = set.count.deliveries
            }
            schedule.sends(dueAt: due)
            try publisher.publish(index)
        }
        try queue.run(until: begin + Double(messages) / perSecond)
        let usage = try meter.read()
        let deliveries = set.count.deliveries - before
        if mustDeliverAll { try set.drain(messages) }
        let missing = try set.drain(messages, until: .now + PacedPeerLoad.patience)
        return Outcome(
            schedule: schedule, deliveries: deliveries, missing: missing, usage: usage)
    }
}
