import Foundation
import Testing

/// `workshop tail` goes on over restarts and killings of the server.
@Suite struct FollowedRestartPromise {
    @Test func `tail over restarts under load prints every message once`() async throws {
        let rounds = PromiseSize.pick(small: 2, full: 10)
        let folder = try Folder()
        var server = try await RunningServer(in: folder)
        let port = server.port
        let tail = try server.start(["tail"], patience: PromiseSize.patience)
        try await server.waitForSubscribers(1)
        for round in 1...rounds {
            try await burst(port: port, limit: 50)
            let tally = Tally()
            async let load = publishers(port: port, tally: tally)
            try await tally.waits(for: 100)
            // The one is what a power cut looks like, the other what an upgrade does.
            server.child.send(round.isMultiple(of: 2) ? SIGTERM : SIGKILL)
            _ = await server.child.waits()
            tally.end()
            try await load
            server = try await RunningServer(in: folder, port: port)
            // What is published before the tail is back comes to it as replay.
            try await burst(port: port, limit: 50)
            #expect(await tail.errors.waits(forLines: 2 * round))
        }
        let history = try await server.wholeHistory()
        #expect(await tail.output.waits(forLines: history.count))
        #expect(difference(tail.output.lines, history) == nil)
        tail.send(SIGTERM)
        #expect(await tail.waits() == .signal(SIGTERM))
        #expect(!tail.errors.text.contains("gone"))
        PromiseSize.report("tail: \(rounds) restarts, \(history.count) messages, each once")
    }

    private func burst(port: Int, limit: Int) async throws {
        let published = try await onThread {
            publish(port: port, as: "burst", tally: Tally(), limit: limit)
        }
        #expect(published.answered.count == limit)
    }

    private func publishers(port: Int, tally: Tally) async throws {
        async let one = onThread { publish(port: port, as: "one", tally: tally) }
        async let two = onThread { publish(port: port, as: "two", tally: tally) }
        _ = try await (one, two)
    }
}
