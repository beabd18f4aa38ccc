import WorkshopBench

/// Resident memory of open streams.
struct IdleMemoryRow: PeerRow {
    private let streams = 10_000

    let name = "idle-streams"
    let title = "10 000 open streams, before and after each has carried one message"
    let contestants: [Contestant] = [.workshop, .nchan, .redis, .nats, .mosquitto]

    var demands: [Demand] {
        [
            Demand(
                "10 000 idle streams, memory each", median("each stream"), .atMost(7 * 1_024),
                unit: .bytes, goal: .atMost(5 * 1_024)),
            Demand(
                "the same, after each has carried a message", median("after a message"),
                .atMost(7 * 1_024), unit: .bytes, goal: .atMost(5 * 1_024)),
        ]
    }

    func measure(
        _ contestant: Contestant, _ bench: PeerBench
    ) throws(BenchmarkError) -> [Figure] {
        try bench.withServer(contestant) { peer throws(BenchmarkError) in
            let queue = try EventQueue()
            let load = try PeerPublishing(connections: 1, to: peer, on: queue) {
                peer.server.publication(connection: $0, at: peer.address)
            }
            // What a server allots once, for its first messages, is no stream's.
            try load.publish(1_000)
            let before = try peer.settledResidentBytes()
            let set = try PeerStreamSet(streams, first: load.sent, at: peer, on: queue)
            let opened = try peer.settledResidentBytes()
            try load.publish(1)
            try set.drain(load.sent)
            let carried = try peer.settledResidentBytes()
            return [
                Figure("each stream", Double(opened - before) / Double(streams), .bytes),
                Figure("after a message", Double(carried - before) / Double(streams), .bytes),
                Figure("server at rest", Double(before), .bytes),
            ]
        }
    }
}
