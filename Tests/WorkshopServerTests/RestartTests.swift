import Testing
import WorkshopServer

@Suite("A restart")
struct RestartTests {
    private func server(
        newcomerMilliseconds: Int64, drainMilliseconds: Int64
    ) async throws -> RunningServer {
        try await RunningServer.start(in: TemporaryFolder(), clock: TestClock()) {
            configuration, _ in
            configuration.timing.newcomerMilliseconds = newcomerMilliseconds
            configuration.timing.drainMilliseconds = drainMilliseconds
        }
    }

    /// Waits until a drain has begun: then an idle connection ends.
    private func awaitDrain(_ idle: RawConnection) throws { #expect(try idle.takeAll().isEmpty) }

    /// A connection that has been answered, and is open.
    private func idle(_ server: RunningServer) throws -> RawConnection {
        let idle = try server.connect()
        try idle.send("GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(try idle.readResponse().status == 200)
        return idle
    }

    @Test("waits a moment for the first request of who has just come")
    func newcomer() async throws {
        let server = try await server(newcomerMilliseconds: 60_000, drainMilliseconds: 60_000)
        let newcomer = try server.connect()
        // Accepted after the newcomer, so that one is in too.
        let idle = try idle(server)
        async let stopped: Void = server.stop()
        try awaitDrain(idle)
        let body = #"{"from":"a","type":"t"}"#
        let request =
            "POST /ch/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        try newcomer.send(request + body)
        let answer = try newcomer.readResponse()
        #expect(answer.status == 201 && answer.header("connection") == "close")
        #expect(try newcomer.takeAll().isEmpty)
        await stopped
    }

    @Test("does not wait longer for one that says nothing")
    func silentNewcomer() async throws {
        let server = try await server(newcomerMilliseconds: 20, drainMilliseconds: 60_000)
        let newcomer = try server.connect()
        _ = try idle(server)
        await server.stop()
        #expect(try newcomer.takeAll().isEmpty)
    }

    @Test("closes a newcomer that has said nothing without a word when the time is over")
    func hurriedEnd() async throws {
        let server = try await server(newcomerMilliseconds: 60_000, drainMilliseconds: 20)
        let newcomer = try server.connect()
        _ = try idle(server)
        await server.stop()
        #expect(try newcomer.takeAll().isEmpty)
    }
}
