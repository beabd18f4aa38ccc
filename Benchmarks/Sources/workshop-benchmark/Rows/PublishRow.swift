import WorkshopBench

/// Answered a second and their latency, one request in flight on each connection.
struct PublishRow {
    let connections: Int
    /// Messages a second that must be answered.
    var leastPerSecond: Double?
    /// How many times the disk's own sync the median may take.
    var mostSyncTimes: Double?

    /// Bytes of a message's `body`.
    static let bodyBytes = 256

    /// The load rests that often, for the disk to be asked: its speed drifts, and what is compared
    /// must be of the same moment.
    private static let stretches = 5

    func measure(_ bench: Bench) throws(BenchmarkError) -> [Figure] {
        try bench.withServer { server throws(BenchmarkError) in
            let queue = try EventQueue()
            let request = HTTPRequest.publish(
                to: "load", bodyBytes: PublishRow.bodyBytes, at: server.address)
            let load = try PublishLoad(
                connections: connections, to: server.address, on: queue
            ) { _ in request }
            var latencies = LatencyHistogram()
            var usage = Usage.none
            var probe = SyncProbe()
            for stretch in 0..<PublishRow.stretches {
                if let folder = server.folder { try probe.run(in: folder) }
                try load.start()
                try queue.run(until: .now + (stretch == 0 ? bench.warmUpSeconds : 0.1))
                load.forgetLatencies()
                let meter = try UsageMeter(server.meter)
                try queue.run(until: .now + bench.seconds / Double(PublishRow.stretches))
                usage += try meter.read()
                latencies += load.latencies
                try load.stop()
            }
            return figures(latencies, usage, probe.appending)
        }
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
