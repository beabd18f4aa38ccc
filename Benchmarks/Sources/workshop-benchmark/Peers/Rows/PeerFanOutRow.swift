import WorkshopBench

/// Deliveries a second of what one connection publishes back to back.
struct PeerFanOutRow: PeerRow {
    private let streams = 1_000

    let name = "fan-out"
    let title = "1 000 streams of what one connection publishes back to back"
    let contestants: [Contestant] = [.workshop, .nchan, .redis, .nats, .mosquitto, .floor]

    var demands: [Demand] {
        [
            Demand(
                "1 000 streams, deliveries ÷ nchan", ratio("deliveries", to: .nchan),
                .atLeast(1.15)),
            Demand(
                "1 000 streams, server CPU each ÷ nchan", ratio("server cpu each", to: .nchan),
                .atMost(0.8)),
            Demand(
                "1 000 streams, deliveries ÷ redis pub/sub", ratio("deliveries", to: .redis),
                goal: .atLeast(1)),
            Demand(
                "1 000 streams, server CPU each ÷ the C floor",
                ratio("server cpu each", to: .floor), goal: .atMost(1.3)),
        ]
    }

    func measure(
        _ contestant: Contestant, _ bench: PeerBench
    ) throws(BenchmarkError) -> [Figure] {
        try bench.withServer(contestant) { peer throws(BenchmarkError) in
            let queue = try EventQueue()
            let set = try PeerStreamSet(streams, at: peer, on: queue)
            let load = try PeerPublishing(connections: 1, to: peer, on: queue) {
                peer.server.publication(connection: $0, at: peer.address)
            }
            try load.start()
            try queue.run(until: .now + bench.warmUpSeconds)
            load.forgetLatencies()
            let before = set.count.deliveries
            let meter = try UsageMeter(all: peer.meters)
            try queue.run(until: .now + bench.seconds)
            let deliveries = set.count.deliveries - before
            let usage = try meter.read()
            let publishing = load.latencies
            try load.stop()
            try set.drain(load.sent)
            return [
                Figure("deliveries", Double(deliveries) / usage.seconds, .perSecond),
                usage.serverFigure(each: deliveries),
                Figure("publish p50", publishing.median, .seconds),
            ] + usage.figures
        }
    }
}
