import Dispatch
import Synchronization
import Testing
import WorkshopServer

@Suite("The server's pulse")
struct ServerPulseTests {
    /// A clock at which a loop can be held: each answer asks for the time.
    private final class Hold: Sendable {
        private let isSet = Atomic(false)
        private let reached = DispatchSemaphore(value: 0)
        private let opened = DispatchSemaphore(value: 0)

        func set() { isSet.store(true, ordering: .relaxed) }

        func pass() {
            guard isSet.exchange(false, ordering: .relaxed) else { return }
            reached.signal()
            opened.wait()
        }

        func waitUntilReached() { reached.wait() }

        func open() { opened.signal() }
    }

    private final class Felt: Sendable {
        let isSo = Mutex(false)
    }

    @Test("is felt through every loop, and not while one of them hangs", arguments: [1, 2])
    func loops(count: Int) async throws {
        let hold = Hold()
        try await RunningServer.with { configuration, _ in
            configuration.eventLoops = count
            configuration.clock = {
                hold.pass()
                return TestClock.wall()
            }
        } _: { server in
            await server.pulse()
            let connection = try server.connect()
            hold.set()
            try connection.send("GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n")
            hold.waitUntilReached()
            let felt = Felt()
            server.pulse { felt.isSo.withLock { $0 = true } }
            // That nothing comes is what is tried here.
            try await Task.sleep(for: .milliseconds(100))
            #expect(!felt.isSo.withLock { $0 })
            hold.open()
            #expect(try connection.readResponse().status == 200)
            await server.pulse()
            #expect(felt.isSo.withLock { $0 })
        }
    }
}
