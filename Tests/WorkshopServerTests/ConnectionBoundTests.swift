import Synchronization
import Testing
import WorkshopModel

@testable import WorkshopServer

@Suite("There are as many connections as there may be", .timeLimit(.minutes(1)))
struct ConnectionBoundTests {
    private func with(
        connections: Int, turnedAway: Int = 4, _ body: (RunningServer) async throws -> Void
    ) async throws {
        try await RunningServer.with { configuration, _ in
            configuration.descriptors = DescriptorBudget(
                connections: connections, turnedAway: turnedAway, files: 100)
        } _: { server in
            try await body(server)
        }
    }

    private func ask(_ connection: RawConnection) throws -> RawResponse {
        try connection.send("GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return try connection.readResponse()
    }

    @Test("the last one is served, the next is told to come back, and then is served")
    func bound() async throws {
        try await with(connections: 5) { server in
            var kept: [RawConnection] = []
            for _ in 0..<5 {
                let connection = try server.connect()
                #expect(try ask(connection).status == 200)
                kept.append(connection)
            }
            let turned = try server.connect()
            let response = try ask(turned)
            #expect(response.status == 503)
            #expect(response.header("retry-after") == "1")
            #expect(response.header("connection") == "close")
            #expect(response.text.contains("(5)"), "\(response.text)")
            #expect(try turned.takeAll().isEmpty)
            // Those who are in are served all the same.
            for connection in kept { #expect(try ask(connection).status == 200) }
            kept.removeLast()
            // How soon the server sees it go is the kernel's affair.
            while try ask(try server.connect()).status != 200 {}
        }
    }

    @Test("streams that fill the server stay, and whoever comes after they have left is served")
    func streams() async throws {
        try await with(connections: 8) { server in
            var streams = try (0..<7).map { _ in try server.stream("/") }
            let id = try server.publish("a")
            for stream in streams { #expect(try stream.nextIDs(1) == [id]) }
            streams = []
            var left: Int64?
            while left != 0 {
                left = try server.request("GET", "/status").json()["subscribers"]?.integer
            }
        }
    }

    @Test("a crowd that knocks is told so one after the other, or waits")
    func crowd() async throws {
        try await with(connections: 2, turnedAway: 2) { server in
            let kept = try (0..<2).map { _ in try server.connect() }
            for connection in kept { #expect(try ask(connection).status == 200) }
            let crowd = try (0..<40).map { _ in try server.connect() }
            for connection in crowd { #expect(try ask(connection).status == 503) }
        }
    }

    @Test("one that is turned away and sends on is not waited for")
    func sendsOn() async throws {
        try await with(connections: 1, turnedAway: 1) { server in
            let kept = try server.connect()
            #expect(try ask(kept).status == 200)
            let crowd = try (0..<3).map { _ in try server.connect() }
            for connection in crowd {
                try connection.send(
                    "POST /files HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n")
                #expect(try connection.readResponse().status == 503)
            }
        }
    }

    @Test("a crowd that says nothing does not keep whoever asks from being told")
    func silent() async throws {
        try await RunningServer.with { configuration, _ in
            configuration.descriptors = DescriptorBudget(
                connections: 1, turnedAway: 4, files: 100)
            configuration.timing.turnedAwayMilliseconds = 600_000
        } _: { server in
            let kept = try server.connect()
            #expect(try ask(kept).status == 200)
            let crowd = try (0..<40).map { _ in try server.connect() }
            #expect(try ask(try server.connect()).status == 503)
            withExtendedLifetime(crowd) {}
        }
    }

    @Test("seats are counted, and who had to wait is called once there is one")
    func seats() {
        let bound = ConnectionBound(served: 1, turnedAway: 1)
        let calls = Calls()
        #expect(bound.mayAccept { calls.add() })
        #expect(bound.enter() == .served)
        #expect(bound.mayAccept { calls.add() })
        #expect(bound.enter() == .turnedAway)
        #expect(!bound.mayAccept { calls.add() })
        #expect(calls.count == 0)
        bound.leave(.turnedAway)
        #expect(calls.count == 1)
        bound.leave(.served)
        #expect(calls.count == 1, "nobody waits twice")
        #expect(bound.enter() == .served)
    }

    private final class Calls: Sendable {
        private let state = Mutex(0)

        var count: Int { state.withLock { $0 } }

        func add() { state.withLock { $0 += 1 } }
    }
}
