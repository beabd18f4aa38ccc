import WorkshopBench

/// Deliveries a second to many streams, each checked to get every message once and in order.
struct FanOutRow {
    private let streams = 1_000
    private let leastPerSecond = 100_000.0

    func measure(_ bench: Bench) throws(BenchmarkError) -> [Figure] {
        try bench.withServer { server throws(BenchmarkError) in
            let queue = try EventQueue()
            let set = try StreamSet(streams, of: "load", at: server.address, on: queue)
            let request = HTTPRequest.publish(
                to: "load", bodyBytes: PublishRow.bodyBytes, at: server.address)
            let load = try PublishLoad(connections: 1, to: server.address, on: queue) { _ in
                request
            }
            try load.start()
            try queue.run(until: .now + bench.warmUpSeconds)
            load.forgetLatencies()
            let before = set.deliveries
            let meter = try UsageMeter(server.meter)
            try queue.run(until: .now + bench.seconds)
            let deliveries = set.deliveries - before
            let usage = try meter.read()
            let latencies = load.latencies
            try load.stop()
            try set.drain(load.tally)
            return figures(deliveries, latencies, usage)
        }
    }

    private func figures(
        _ deliveries: Int, _ publishing: LatencyHistogram, _ usage: Usage
    ) -> [Figure] {
        var figures = [
            Figure(
                "deliveries", Double(deliveries) / usage.seconds, .perSecond,
                .atLeast(leastPerSecond)),
            Figure("published", Double(publishing.count) / usage.seconds, .perSecond),
            Figure("publish p50", publishing.median, .seconds),
        ]
        if let used = usage.server {
            let each = 1 / Double(deliveries)
            figures.append(Figure("server cpu each", used.total * each, .seconds))
            figures.append(Figure("of it, kernel", used.system * each, .seconds))
        }
        return figures + usage.figures
    }
}
