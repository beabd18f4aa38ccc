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
        let alone = try latencies(contestant, bench, stalled: 0)
        let beside = try latencies(contestant, bench, stalled: stalled)
        return [
            Figure("p50 alone", alone.median, .seconds),
            Figure("p99 alone", alone.quantile(0.99), .seconds),
            Figure("p50 beside", beside.median, .seconds),
            Figure("p99 beside", beside.quantile(0.99), .seconds),
            Figure("beside ÷ alone", beside.quantile(0.99) / alone.quantile(0.99), .ratio),
        ]
    }

    private func latencies(
        _ contestant: Contestant, _ bench: PeerBench, stalled: Int
    ) throws(BenchmarkError) -> LatencyHistogram {
        try bench.withServer(contestant) { peer throws(BenchmarkError) in
            let opening = peer.server.subscription(at: peer.address)
            var idle: [StalledPeerStream] = []
            for _ in 0..<stalled { idle.append(try StalledPeerStream(peer.address, opening)) }
            let outcome = try load.run(
                at: peer, for: 2 * bench.seconds, warmUp: bench.warmUpSeconds,
                mustDeliverAll: false)
            // They are there until here.
            return withExtendedLifetime(idle) { outcome.schedule.latencies }
        }
    }
}
