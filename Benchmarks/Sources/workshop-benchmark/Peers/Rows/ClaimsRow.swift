import WorkshopBench

/// Claims a second, beside what the same server publishes.
struct ClaimsRow: PeerRow {
    private let agents = 64
    private let tasks = 10_000

    let name = "claims"
    let title = "64 agents claim 10 000 open tasks, beside 64 connections that publish"
    let contestants: [Contestant] = [.workshop]

    var demands: [Demand] {
        [
            Demand(
                "claims/s by 64 agents ÷ messages/s by 64 connections",
                .quotient(median("claimed"), median("published")), .atLeast(0.5),
                goal: .atLeast(0.8))
        ]
    }

    func measure(
        _ contestant: Contestant, _ bench: PeerBench
    ) throws(BenchmarkError) -> [Figure] {
        try bench.withServer(contestant) { peer throws(BenchmarkError) in
            let queue = try EventQueue()
            let published = try publish(peer, bench, queue)
            let rounds = try ClaimRounds(agents: agents, at: peer, on: queue)
            let deadline = Moment.now + bench.seconds
            repeat { try rounds.run(tasks: tasks, peer) } while Moment.now < deadline
            return [
                Figure("claimed", Double(rounds.claims) / rounds.usage.seconds, .perSecond),
                Figure("published", published, .perSecond),
                rounds.usage.serverFigure(each: rounds.claims),
            ] + rounds.usage.figures
        }
    }

    /// - Returns: messages a second.
    private func publish(
        _ peer: PeerUnderTest, _ bench: PeerBench, _ queue: EventQueue
    ) throws(BenchmarkError) -> Double {
        let load = try PeerPublishing(connections: agents, to: peer, on: queue) {
            peer.server.publication(connection: $0, at: peer.address)
        }
        try load.start()
        try queue.run(until: .now + bench.warmUpSeconds)
        load.forgetLatencies()
        let begin = Moment.now
        try queue.run(until: begin + bench.seconds)
        let rate = Double(load.latencies.count) / Moment.now.seconds(since: begin)
        try load.stop()
        return rate
    }
}
