import WorkshopBench

/// What readers that never read cost those that do: the same load on a server of its own without
/// them and on one with them.
struct StalledReadersRow {
    private let load = PacedLoad(
        streams: 1_000, perSecond: 500, bodyBytes: PublishRow.bodyBytes)
    private let stalled = 1_000
    private let mostRatio = 1.5
    private let mostBytes = 200.0 * 1_048_576

    private struct Measured {
        let schedule: Schedule
        let usage: Usage
        let residentBytes: Int?
    }

    func measure(_ bench: Bench) throws(BenchmarkError) -> [Figure] {
        let alone = try measure(bench, stalled: 0)
        let beside = try measure(bench, stalled: stalled)
        let ratio =
            beside.schedule.latencies.quantile(0.99) / alone.schedule.latencies.quantile(0.99)
        var figures = [
            Figure("alone p50", alone.schedule.latencies.median, .seconds),
            Figure("alone p99", alone.schedule.latencies.quantile(0.99), .seconds),
            Figure("beside p50", beside.schedule.latencies.median, .seconds),
            Figure("beside p99", beside.schedule.latencies.quantile(0.99), .seconds),
            Figure("p99, beside ÷ alone", ratio, .ratio, .atMost(mostRatio)),
            Figure("deliveries", Double(beside.schedule.latencies.count), .count),
        ]
        if let bytes = beside.residentBytes {
            figures.append(Figure("server memory", Double(bytes), .bytes, .atMost(mostBytes)))
        }
        return figures + beside.usage.figures
    }

    private func measure(_ bench: Bench, stalled: Int) throws(BenchmarkError) -> Measured {
        try bench.withServer { server throws(BenchmarkError) in
            var idle: [StalledStream] = []
            for _ in 0..<stalled {
                idle.append(try StalledStream(of: "load", at: server.address))
            }
            let (schedule, usage) = try load.run(
                at: server, for: bench.seconds, warmUp: bench.warmUpSeconds)
            let bytes: Int? =
                if let meter = server.meter { try meter.residentBytes() } else { nil }
            // They are there until here.
            return withExtendedLifetime(idle) {
                Measured(schedule: schedule, usage: usage, residentBytes: bytes)
            }
        }
    }
}
