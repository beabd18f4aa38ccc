import WorkshopBench

/// From the start of the process to its first answer.
struct StartRow: PeerRow {
    private let starts = 5
    /// The most that a person does not notice, and half of it.
    private let most = 0.04
    private let goal = 0.02

    let name = "start"
    let title = "start to first answer, empty and with a million messages"
    let contestants: [Contestant] = [.workshop, .redis, .nats, .nginx]

    var demands: [Demand] {
        [
            Demand(
                "start to first answer, empty", median("empty"), .atMost(most), unit: .seconds,
                goal: .atMost(goal)),
            Demand(
                "start to first answer, a million messages", median("a million messages"),
                .atMost(most), unit: .seconds, goal: .atMost(goal)),
        ]
    }

    func measure(
        _ contestant: Contestant, _ bench: PeerBench
    ) throws(BenchmarkError) -> [Figure] {
        guard let server = bench.server(contestant) else {
            preconditionFailure("\(contestant.title) is no server")
        }
        var empty: [Double] = []
        for _ in 0..<starts {
            let folder = try TemporaryFolder(in: bench.options.folder)
            empty.append(try start(server, folder.path))
        }
        let figure = Figure("empty", empty.sorted()[starts / 2], .seconds)
        // nginx keeps nothing that it would have to read.
        guard contestant != .nginx else { return [figure] }
        let folder = try TemporaryFolder(in: bench.options.folder)
        try fill(contestant, server, folder.path, bench.options.messages)
        var full: [Double] = []
        for _ in 0..<starts { full.append(try start(server, folder.path)) }
        return [figure, Figure("a million messages", full.sorted()[starts / 2], .seconds)]
    }

    private func start(
        _ server: any PeerServer, _ folder: String
    ) throws(BenchmarkError) -> Double {
        let begin = Moment.now
        let process = try PeerProcess(server, folder: folder)
        try process.waitUntilItAnswers(server.question, pause: 0.000_5)
        let seconds = Moment.now.seconds(since: begin)
        try process.stop()
        return seconds
    }

    private func fill(
        _ contestant: Contestant, _ server: any PeerServer, _ folder: String, _ messages: Int
    ) throws(BenchmarkError) {
        let process = try PeerProcess(server, folder: folder)
        try process.waitUntilItAnswers(server.question, pause: 0.02)
        if contestant == .nats { try NATSServer.makeStream(at: process.address) }
        let peer = PeerUnderTest(
            server: server, address: process.address, meters: try process.meters(), folder: folder)
        let load = try PeerPublishing(connections: 256, to: peer, on: try EventQueue()) {
            server.keptPublication(connection: $0, at: process.address)
        }
        try load.publish(messages)
        try process.stop()
    }
}
