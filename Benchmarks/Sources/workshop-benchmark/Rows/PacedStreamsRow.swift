/// Latency of delivery at a rate the server is not pressed by.
struct PacedStreamsRow {
    private let streams = 100
    private let perSecond = 100.0

    func measure(_ bench: Bench) throws(BenchmarkError) -> [Figure] {
        try bench.withServer { server throws(BenchmarkError) in
            let queue = try EventQueue()
            let warmUp = Int(bench.warmUpSeconds * perSecond)
            let schedule = Schedule(warmUp: warmUp)
            let set = try StreamSet(
                streams, of: "load", at: server.address, on: queue, schedule: schedule)
            let publisher = try PacedPublisher(
                server.address,
                request: HTTPRequest.publish(
                    to: "load", bodyBytes: PublishRow.bodyBytes, at: server.address))
            try queue.watch(publisher)
            let meter = try UsageMeter(server.meter)
            let begin = Moment.now
            for index in 0..<warmUp + Int(bench.seconds * perSecond) {
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
            return figures(schedule) + usage.figures
        }
    }

    private func figures(_ schedule: Schedule) -> [Figure] {
        [
            Figure("latency p50", schedule.latencies.median, .seconds),
            Figure("latency p99", schedule.latencies.quantile(0.99), .seconds),
            Figure("latency p99.9", schedule.latencies.quantile(0.999), .seconds),
            Figure("deliveries", Double(schedule.latencies.count), .count),
            Figure("sent late p99", schedule.sendingLateness.quantile(0.99), .seconds),
        ]
    }
}
