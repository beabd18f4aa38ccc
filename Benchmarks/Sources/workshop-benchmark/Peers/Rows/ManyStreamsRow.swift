import WorkshopBench

/// Half a million deliveries a second, which is more than a server that writes each by itself can
/// do on one core.
struct ManyStreamsRow: PeerRow {
    private let load = PacedPeerLoad(streams: 5_000, perSecond: 100)

    let name = "many-streams"
    let title = "5 000 streams of 100 messages a second"
    let contestants: [Contestant] = [.workshop, .nchan]

    private var wanted: Double { Double(load.streams) * load.perSecond }

    var demands: [Demand] {
        [
            Demand(
                "5 000 streams, 100 messages/s, deliveries ÷ nchan",
                ratio("deliveries", to: .nchan), .atLeast(3)),
            Demand(
                "5 000 streams, 100 messages/s, p99 ÷ nchan", ratio("p99", to: .nchan),
                .atMost(0.2)),
            Demand(
                "5 000 streams, 100 messages/s, deliveries ÷ all",
                .quotient(median("deliveries"), .constant(wanted)), goal: .atLeast(0.99)),
            Demand(
                "5 000 streams, 100 messages/s, p99", median("p99"), unit: .seconds,
                goal: .atMost(0.25)),
        ]
    }

    func measure(
        _ contestant: Contestant, _ bench: PeerBench
    ) throws(BenchmarkError) -> [Figure] {
        try bench.withServer(contestant) { peer throws(BenchmarkError) in
            let outcome = try load.run(
                at: peer, for: 2 * bench.seconds, warmUp: bench.warmUpSeconds,
                mustDeliverAll: false)
            return [
                Figure(
                    "deliveries", Double(outcome.deliveries) / outcome.usage.seconds, .perSecond),
                Figure("p50", outcome.schedule.latencies.median, .seconds),
                Figure("p99", outcome.schedule.latencies.quantile(0.99), .seconds),
                Figure("missing", Double(outcome.missing), .count),
                outcome.usage.serverFigure(each: outcome.deliveries),
                Figure("sent late p99", outcome.schedule.sendingLateness.quantile(0.99), .seconds),
            ] + outcome.usage.figures
        }
    }
}
