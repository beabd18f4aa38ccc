/// Answered a second and their latency, one request in flight on each connection.
struct PublishRow {
    let connections: Int
    /// Messages a second that must be answered.
    var leastPerSecond: Double?
    /// How many times the disk's own sync the median may take.
    var mostSyncTimes: Double?

    /// Bytes of a message's `body`.
    static let bodyBytes = 256

    func measure(_ bench: Bench) throws(BenchmarkError) -> [Figure] {
        try bench.withServer { server throws(BenchmarkError) in
            // The disk's speed drifts, so it is asked before and after, while the server rests.
            var probe = SyncProbe()
            if let folder = server.folder { try probe.run(in: folder) }
            let (latencies, usage) = try load(server, bench)
            if let folder = server.folder { try probe.run(in: folder) }
            return figures(latencies, usage, probe.appending)
        }
    }

    private func load(
        _ server: ServerUnderTest, _ bench: Bench
    ) throws(BenchmarkError) -> (LatencyHistogram, Usage) {
        let queue = try EventQueue()
        let request = HTTPRequest.publish(
            to: "load", bodyBytes: PublishRow.bodyBytes, at: server.address)
        let load = try PublishLoad(connections: connections, to: server.address, on: queue) { _ in
            request
        }
        try load.start()
        try queue.run(until: .now + bench.warmUpSeconds)
        load.forgetLatencies()
        let meter = try UsageMeter(server.meter)
        try queue.run(until: .now + bench.seconds)
        let usage = try meter.read()
        let latencies = load.latencies
        try load.stop()
        return (latencies, usage)
    }

    private func figures(
        _ latencies: LatencyHistogram, _ usage: Usage, _ sync: LatencyHistogram
    ) -> [Figure] {
        let rate = Double(latencies.count) / usage.seconds
        var figures = [
            Figure("answered", rate, .perSecond, leastPerSecond.map { .atLeast($0) }),
            Figure("latency p50", latencies.median, .seconds),
            Figure("latency p99", latencies.quantile(0.99), .seconds),
        ]
        if sync.count > 0 {
            figures.append(Figure("disk sync p50", sync.median, .seconds))
            figures.append(
                Figure(
                    "p50 / disk sync", latencies.median / sync.median, .ratio,
                    mostSyncTimes.map { .atMost($0) }))
        }
        if let used = usage.server {
            figures.append(
                Figure("server cpu each", used.total / Double(latencies.count), .seconds))
        }
        return figures + usage.figures
    }
}
