import Testing
import WorkshopModel

/// More streams than one turn of the loop serves.
@Suite("Rounds that take several turns", .timeLimit(.minutes(1)))
struct RoundTests {
    private static let streams = 80
    private static let messages = 100

    /// Publishes one after the other on one connection, without waiting for the answers.
    private static func publish(_ count: Int, _ server: RunningServer) throws -> [String] {
        let body = #"{"from":"a","type":"t"}"#
        let request =
            "POST /ch/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
            + body
        let connection = try server.connect()
        try connection.send(String(repeating: request, count: count))
        return try (0..<count).map { _ in
            try #require(connection.readResponse().json()["id"]?.string)
        }
    }

    @Test("give every stream each message once, in order, whoever joins or leaves meanwhile")
    func coming() async throws {
        try await RunningServer.with { server in
            // A round begins with those who came last: whoever leaves has not been served, and one
            // that has been takes the place.
            var leaving = try (0..<4 * Self.streams).map { _ in try server.stream("/ch/a") }
            let kept = try (0..<Self.streams).map { _ in try server.stream("/ch/a") }
            async let published = onThread { try Self.publish(Self.messages, server) }
            var joined: [RawStream] = []
            while !leaving.isEmpty {
                leaving.removeFirst(Self.streams / 8)
                joined.append(try server.stream("/ch/a?since=\(ULID.zero)"))
            }
            let ids = try await published
            for stream in kept + joined { #expect(try stream.nextIDs(ids.count) == ids) }
            let last = try server.publish("a")
            for stream in kept + joined { #expect(try stream.nextIDs(1) == [last]) }
        }
    }

    @Test("are finished before the streams end")
    func ending() async throws {
        let folder = TemporaryFolder()
        let server = try await RunningServer.start(in: folder, clock: TestClock()) { _, _ in }
        // So many that the last round is under way when the server is told to stop.
        let streams = try (0..<900).map { _ in try server.stream("/ch/a") }
        let ids = try await onThread { try Self.publish(3, server) }
        await server.stop()
        for stream in streams {
            #expect(try stream.nextIDs(ids.count) == ids)
            #expect(try stream.nextEvent() == nil)
        }
    }

    @Test("that come faster than they are handed out make who publishes wait, and lose nothing")
    func backlog() async throws {
        try await RunningServer.with { server in
            let streams = try (0..<Self.streams).map { _ in
                try server.stream("/ch/a", receiveBuffer: 4_096)
            }
            let text = String(repeating: "x", count: 300_000)
            async let ids = onThread {
                try (0..<2).map { _ in try server.publish("a", body: #"{"t":"\#(text)"}"#) }
            }
            let published = try await ids
            for stream in streams { #expect(try stream.nextIDs(published.count) == published) }
        }
    }
}
