/// Streams of one channel and a publisher that sends each message when it is due.
package struct PacedLoad {
    package let streams: Int
    package let perSecond: Double
    /// Bytes of a message's `body`.
    package let bodyBytes: Int

    package init(streams: Int, perSecond: Double, bodyBytes: Int) {
        self.streams = streams
        self.perSecond = perSecond
        self.bodyBytes = bodyBytes
    }

    /// - Throws: unless every stream got each message once and in order.
    package func run(
        at server: ServerUnderTest, for seconds: Double, warmUp warmUpSeconds: Double
    ) throws(BenchmarkError) -> (Schedule, Usage) {
        let queue = try EventQueue()
        let warmUp = Int(warmUpSeconds * perSecond)
        let schedule = Schedule(warmUp: warmUp)
        let set = try StreamSet(
            streams, of: "load", at: server.address, on: queue, schedule: schedule)
        let publisher = try PacedPublisher(
            server.address,
            request: HTTPRequest.publish(
                to: "load", bodyBytes: bodyBytes, at: server.address))
        try queue.watch(publisher)
        let meter = try UsageMeter(server.meter)
        let begin = Moment.now
        for index in 0..<warmUp + Int(seconds * perSecond) {
            let due = begin + Double(index) / perSecond
            try queue.run(until: due)
            schedule.sends(dueAt: due)
            try publisher.publish()
        }
        let usage = try meter.read()
        try queue.run(
            while: { publisher.tally.count < publisher.sent },
            orFail: "not every published message was answered within 30 s")
        try set.drain(publisher.tally)
        return (schedule, usage)
    }
}
