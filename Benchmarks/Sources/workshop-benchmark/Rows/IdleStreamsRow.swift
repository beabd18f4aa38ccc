import WorkshopBench

/// Resident memory of open streams, before and after each has carried a message.
struct IdleStreamsRow {
    private let streams = 5_000
    private let mostBytes = 8_192.0

    func measure(_ bench: Bench) throws(BenchmarkError) -> [Figure] {
        try bench.withServer { server throws(BenchmarkError) in
            guard let meter = server.meter else {
                throw .unavailable("the memory of a running server needs '--pid'")
            }
            let queue = try EventQueue()
            let request = HTTPRequest.publish(
                to: "load", bodyBytes: PublishRow.bodyBytes, at: server.address)
            let load = try PublishLoad(connections: 1, to: server.address, on: queue) { _ in
                request
            }
            // What the server allots once, for its first messages, is no stream's.
            try load.publish(1_000)
            let before = try meter.settledResidentBytes()
            let set = try StreamSet(streams, of: "idle", at: server.address, on: queue)
            let usageMeter = try UsageMeter(meter)
            let opened = try meter.settledResidentBytes()
            let usage = try usageMeter.read()
            try carryOneMessage(set, server, queue)
            let carried = try meter.settledResidentBytes()
            return figures(before, opened, carried) + usage.figures
        }
    }

    private func carryOneMessage(
        _ set: StreamSet, _ server: ServerUnderTest, _ queue: EventQueue
    ) throws(BenchmarkError) {
        let request = HTTPRequest.publish(
            to: "idle", bodyBytes: PublishRow.bodyBytes, at: server.address)
        let load = try PublishLoad(connections: 1, to: server.address, on: queue) { _ in request }
        try load.publish(1)
        try set.drain(load.tally)
    }

    private func figures(_ before: Int, _ opened: Int, _ carried: Int) -> [Figure] {
        let count = Double(streams)
        return [
            Figure("server at rest", Double(before), .bytes),
            Figure("each stream", Double(opened - before) / count, .bytes, .atMost(mostBytes)),
            Figure(
                "after a message", Double(carried - before) / count, .bytes, .atMost(mostBytes)),
        ]
    }
}
