import WorkshopBench

/// Latency of delivery at a rate the server is not pressed by.
struct PacedStreamsRow {
    func measure(_ bench: Bench) throws(BenchmarkError) -> [Figure] {
        try bench.withServer { server throws(BenchmarkError) in
            let load = PacedLoad(
                streams: 100, perSecond: 100, bodyBytes: PublishRow.bodyBytes)
            let (schedule, usage) = try load.run(
                at: server, for: bench.seconds, warmUp: bench.warmUpSeconds)
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
