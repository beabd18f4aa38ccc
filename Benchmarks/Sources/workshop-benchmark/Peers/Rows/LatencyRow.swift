import WorkshopBench

/// Latency of delivery at a rate that presses nobody.
struct LatencyRow: PeerRow {
    private let load = PacedPeerLoad(streams: 100, perSecond: 100)

    let name = "latency"
    let title = "100 streams of 100 messages a second"
    let contestants: [Contestant] = [.workshop, .nchan, .redis, .nats, .mosquitto, .floor]

    var demands: [Demand] {
        [
            Demand(
                "100 streams, 100 messages/s, p99 ÷ nchan", ratio("p99", to: .nchan),
                .atMost(1.3), goal: .atMost(1))
        ]
    }

    func measure(
        _ contestant: Contestant, _ bench: PeerBench
    ) throws(BenchmarkError) -> [Figure] {
        try bench.withServer(contestant) { peer throws(BenchmarkError) in
            let outcome = try load.run(
                at: peer, for: bench.seconds, warmUp: bench.warmUpSeconds, mustDeliverAll: true)
            return [
                Figure("p50", outcome.schedule.latencies.median, .seconds),
                Figure("p99", outcome.schedule.latencies.quantile(0.99), .seconds),
                outcome.usage.serverFigure(each: outcome.deliveries),
                Figure("sent late p99", outcome.schedule.sendingLateness.quantile(0.99), .seconds),
            ] + outcome.usage.figures
        }
    }
}
