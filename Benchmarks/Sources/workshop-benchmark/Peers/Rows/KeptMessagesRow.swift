import WorkshopBench

/// Messages that are kept, acknowledged a second.
struct KeptMessagesRow: PeerRow {
    let connections: Int

    var name: String { "publish-\(connections)" }
    var title: String {
        "\(connections) connection\(connections == 1 ? "" : "s") publish back to back, "
            + "256-byte bodies"
    }
    let contestants: [Contestant] = [.workshop, .redis, .nats, .nchan, .sqlite]

    /// Messages a second of the earlier implementation, which had no more with more connections.
    private static let earlier = (one: 570.0, many: 660.0)

    var demands: [Demand] {
        let works = "publish with fsync, \(title.prefix { $0 != "p" })"
        let toRedis = ratio("acknowledged", to: .redis)
        switch connections {
        case 1:
            return [
                Demand(works + "÷ redis", toRedis, .atLeast(0.75), goal: .atLeast(1)),
                Demand(
                    works + "÷ the earlier implementation",
                    .quotient(median("acknowledged"), .constant(KeptMessagesRow.earlier.one)),
                    .atLeast(5)),
            ]
        case 16:
            return [
                Demand(works + "÷ redis", toRedis, .atLeast(1), goal: .atLeast(1.5)),
                Demand(
                    works + "÷ the earlier implementation",
                    .quotient(median("acknowledged"), .constant(KeptMessagesRow.earlier.many)),
                    .atLeast(30)),
            ]
        default:
            return [Demand(works + "÷ redis", toRedis, .atLeast(0.8), goal: .atLeast(1))]
        }
    }

    func measure(
        _ contestant: Contestant, _ bench: PeerBench
    ) throws(BenchmarkError) -> [Figure] {
        if contestant == .sqlite { return try commit(bench) }
        return try bench.withServer(contestant) { peer throws(BenchmarkError) in
            if contestant == .nats { try NATSServer.makeStream(at: peer.address) }
            let queue = try EventQueue()
            let load = try PeerPublishing(connections: connections, to: peer, on: queue) {
                peer.server.keptPublication(connection: $0, at: peer.address)
            }
            try load.start()
            try queue.run(until: .now + bench.warmUpSeconds)
            load.forgetLatencies()
            let meter = try UsageMeter(all: peer.meters)
            try queue.run(until: .now + bench.seconds)
            let usage = try meter.read()
            let latencies = load.latencies
            try load.stop()
            return [
                Figure("acknowledged", Double(latencies.count) / usage.seconds, .perSecond),
                Figure("p50", latencies.median, .seconds),
                Figure("p99", latencies.quantile(0.99), .seconds),
                usage.serverFigure(each: latencies.count),
            ] + usage.figures
        }
    }

    /// As many rows a commit as there are connections, each waiting for the one before.
    private func commit(_ bench: PeerBench) throws(BenchmarkError) -> [Figure] {
        let folder = try TemporaryFolder(in: bench.options.folder)
        let said = try CommandOutput.text(
            of: [
                bench.floors.commit, folder.path + "/rows.db", "\(connections)",
                "\(bench.seconds)",
            ], folder: folder.path)
        let numbers = said.split { $0 == " " || $0 == "\n" }.compactMap { Double($0) }
        guard numbers.count == 2 else { throw .server("SQLite alone said '\(said)'") }
        return [
            Figure("acknowledged", numbers[0], .perSecond), Figure("p50", numbers[1], .seconds),
        ]
    }
}
