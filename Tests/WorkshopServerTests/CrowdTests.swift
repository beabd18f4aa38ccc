import CSQLite
import Dispatch
import Glibc
import Synchronization
import Testing
import WorkshopModel
import WorkshopServer

/// Streams that come back at once are fed from reads that they share.
@Suite("Streams that come back in a crowd")
struct CrowdTests {
    @Test("get everything once, each in its form")
    func each() async throws {
        try await RunningServer.with { server in
            let text = String(repeating: "x", count: 1_000)
            let old = try (0..<120).map { _ in try server.publish("a", body: "\"\(text)\"") }
            let crowd: [(connection: RawConnection, first: Int)] = try (0..<20).flatMap { _ in
                [
                    (try server.connect().ask("/ch/a?since=\(old[0])"), 1),
                    (try server.connect().ask("/ch/a?since=\(old[1])"), 2),
                    (try server.connect().ask("/ch/a?since=\(old[1])&format=ndjson"), 2),
                ]
            }
            let new = try (0..<20).map { _ in try server.publish("a") }
            for (connection, first) in crowd {
                let stream = try connection.openedStream()
                let wanted = old[first...] + new
                let isEvents = stream.response.header("content-type") == "text/event-stream"
                let ids =
                    isEvents
                    ? try stream.nextIDs(wanted.count)
                    : try wanted.map { _ in try stream.nextLineID() }
                #expect(ids == Array(wanted))
            }
        }
    }

    /// In one turn of the loop a stream asks for a page, somebody puts in a row, and another stream
    /// asks for the same page: the first one's may have been read by then.
    @Test("find what was put in by hand before they came, whatever is being read for others")
    func rowsOfOthers() async throws {
        let folder = TemporaryFolder()
        let storeClock = TestClock(1_000)
        let loopClock = HeldClock()
        try await RunningServer.with(in: folder, clock: storeClock) { server, _ in
            server.clock = loopClock.now
        } _: { server in
            let first = try server.publish("a")
            storeClock.set(2_000)
            let second = try server.publish("a")
            let row = ULID(firstOf: Timestamp(milliseconds: 1_500)).text
            let ids = try await onThread {
                let asking = try (0..<4).map { _ in try server.connect() }
                for connection in asking { try connection.ask("/nothing").expectNothing() }
                // What has come by the time that the loop goes on is served in one turn.
                loopClock.hold()
                try asking[0].ask("/nothing")
                loopClock.waitUntilHeld()
                loopClock.hold()
                try asking[1].ask("/ch/a?since=\(first)")
                try asking[2].ask("/nothing")
                try asking[3].ask("/ch/a?since=\(first)")
                loopClock.goOn()
                loopClock.waitUntilHeld()
                // Nothing tells when the page has been read; if it has not, there is nothing to see.
                usleep(50_000)
                try insert(row, into: folder.path + "/workshop.db")
                loopClock.goOn()
                return try asking[3].openedStream().nextIDs(2)
            }
            #expect(ids == [row, second])
        }
    }
}

/// A clock that can hold whoever asks it.
private final class HeldClock: Sendable {
    private let holds = Mutex(false)
    private let isHeld = DispatchSemaphore(value: 0)
    private let mayGoOn = DispatchSemaphore(value: 0)

    var now: @Sendable () -> Timestamp {
        {
            let isToHold = self.holds.withLock { holds in
                defer { holds = false }
                return holds
            }
            if isToHold {
                self.isHeld.signal()
                self.mayGoOn.wait()
            }
            return Timestamp(milliseconds: 0)
        }
    }

    /// The next who asks.
    func hold() { holds.withLock { $0 = true } }

    func waitUntilHeld() { isHeld.wait() }

    func goOn() { mayGoOn.signal() }
}

extension RawStream {
    fileprivate func nextLineID() throws -> String {
        let line = try #require(try nextLine())
        return try #require(try JSONText(parsing: Array(line.utf8))["id"]?.string)
    }
}

extension RawConnection {
    @discardableResult
    fileprivate func ask(_ target: String) throws -> RawConnection {
        try send("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return self
    }

    fileprivate func expectNothing() throws { #expect(try readResponse().status == 404) }

    fileprivate func openedStream() throws -> RawStream {
        let head = try take(through: "\r\n\r\n")
        return RawStream(self, RawResponse(status: 200, head: head, body: []))
    }
}

/// As a person with `sqlite3` would.
private func insert(_ id: String, into path: String) throws {
    var opened: OpaquePointer?
    try #require(sqlite3_open(path, &opened) == SQLITE_OK)
    defer { sqlite3_close_v2(opened) }
    let row = "INSERT INTO messages(id,ts,from_id,ch,type) VALUES('\(id)',1.5,'hand','a','t')"
    try #require(sqlite3_exec(opened, row, nil, nil, nil) == SQLITE_OK)
}
