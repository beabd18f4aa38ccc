import WorkshopBench

/// What readers that never read cost those that do.
struct StalledPeersRow: PeerRow {
    private let load = PacedPeerLoad(streams: 100, perSecond: 1_000)
    private let stalled = 20

    let name = "stalled-readers"
    let title = "100 streams of 1 000 messages a second, alone and beside 20 that never read"
    let contestants: [Contestant] = [.workshop, .nchan]

    var demands: [Demand] {
        [
            Demand(
                "20 stalled readers beside 100, p99 beside ÷ alone",
                .quotient(median("p99 beside"), median("p99 alone")), .atMost(1.5))
        ]
    }

    func measure(
        _ contestant: Contestant, _ bench: PeerBench
    ) throws(BenchmarkError) -> [Figure] {
        let alone = try outcome(contestant, bench, stalled: 0)
        let beside = try outcome(contestant, bench, stalled: stalled)
        return figures(alone, "alone") + figures(beside, "beside")
    }

    private func figures(_ outcome: PacedPeerLoad.Outcome, _ when: String) -> [Figure] {
        [
            Figure("p50 \(when)", outcome.schedule.latencies.median, .seconds),
            Figure("p99 \(when)", outcome.schedule.latencies.quantile(0.99), .seconds),
            Figure("missing \(when)", Double(outcome.missing), .count),
        ]
    }

    private func outcome(
        _ contestant: Contestant, _ bench: PeerBench, stalled: Int
    ) throws(BenchmarkError) -> PacedPeerLoad.Outcome {
        try bench.withServer(contestant) { peer throws(BenchmarkError) in
            let opening = peer.server.subscription(at: peer.address)
            var idle: [StalledPeerStream] = []
            for _ in 0..<stalled { idle.append(try StalledPeerStream(peer.address, opening)) }
            let outcome = try load.run(
                at: peer, for: 2 * bench.seconds, warmUp: bench.warmUpSeconds,
                mustDeliverAll: false)
            // They are there until here.
            return withExtendedLifetime(idle) { outcome }
        }
    }
}
