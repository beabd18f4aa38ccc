import Foundation
import Testing
import WorkshopModel

/// SIGTERM ends a server that is busy, in time and without breaking a word.
@Suite struct DrainPromise {
    private static let streamCount = PromiseSize.pick(small: 100, full: 500)

    @Test func `SIGTERM under load: answered is stored, streams end cleanly, exit 0 in 5 s`()
        async throws
    {
        let server = try await RunningServer()
        let port = server.port
        async let streams = Self.readToEnd(Self.streamCount, port: port)
        try await server.waitForSubscribers(Int64(Self.streamCount))
        let finished = try PlainConnection(port: port)
        try finished.send("POST", "/files", body: [1, 2, 3], length: 6)
        let stuck = try PlainConnection(port: port)
        try stuck.send("POST", "/files", body: [1, 2, 3], length: 6)
        #expect(try await poll { server.folder.uploads() == 2 })
        let tally = Tally()
        async let load = Self.publishers(4, port: port, tally: tally)
        try await tally.waits(for: 200)

        let start = ContinuousClock.now
        server.child.send(SIGTERM)
        #expect(await server.child.errors.waits { $0.contains("shutting down") })
        try finished.write([4, 5, 6])
        #expect(try finished.answer().status == 201)
        #expect(await server.child.waits() == .status(0))
        let time = ContinuousClock.now - start
        #expect(time < .seconds(5))
        tally.end()

        let again = try await RunningServer(in: server.folder)
        #expect(again.folder.uploads() == 0)
        let history = try await again.wholeHistory()
        let kept = Set(history.map(messageID))
        let published = try await load
        #expect(published.allSatisfy { $0.refusals.isEmpty })
        #expect(published.flatMap(\.answered).allSatisfy { kept.contains($0.id) })
        #expect(history.count <= published.reduce(4) { $0 + $1.answered.count })
        let ended = try await streams
        #expect(ended.allSatisfy { $0.isClean })
        #expect(ended.allSatisfy { history.starts(with: $0.messages) })
        PromiseSize.report(
            "drain: \(ended.count) streams ended cleanly, \(history.count) messages kept, "
                + "of which the streams had \(ended.map(\.messages.count).min() ?? 0) to "
                + "\(ended.map(\.messages.count).max() ?? 0), exit 0 after \(time)")
    }

    @Test func `a second SIGTERM ends at once what a drain would wait for`() async throws {
        let server = try await RunningServer()
        let port = server.port
        async let streams = Self.readToEnd(Self.streamCount, port: port)
        try await server.waitForSubscribers(Int64(Self.streamCount))
        let stuck = try PlainConnection(port: port)
        try stuck.send("POST", "/files", body: [1, 2, 3], length: 6)
        #expect(try await poll { server.folder.uploads() == 1 })
        server.child.send(SIGTERM)
        #expect(await server.child.errors.waits { $0.contains("shutting down") })
        let start = ContinuousClock.now
        server.child.send(SIGTERM)
        #expect(await server.child.waits() == .signal(SIGTERM))
        #expect(ContinuousClock.now - start < .seconds(1))
        _ = try await streams
    }

    private struct Ended: Sendable {
        var messages: [String]
        var isClean: Bool
    }

    private static func readToEnd(_ count: Int, port: Int) async throws -> [Ended] {
        try await withThrowingTaskGroup(of: Ended.self) { group in
            for number in 0..<count {
                group.addTask {
                    try await onThread {
                        let stream = try OpenStream(
                            port: port, StreamFormat.allCases[number % 2], after: nil)
                        // An end that is not clean throws, and is told by the flag.
                        while (try? stream.read()) == true {}
                        return Ended(messages: stream.messages, isClean: stream.endedCleanly)
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private static func publishers(
        _ count: Int, port: Int, tally: Tally
    ) async throws -> [Published] {
        try await withThrowingTaskGroup(of: Published.self) { group in
            for number in 0..<count {
                group.addTask {
                    try await onThread { publish(port: port, as: "p\(number)", tally: tally) }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
