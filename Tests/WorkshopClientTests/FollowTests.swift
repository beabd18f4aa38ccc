import Synchronization
import Testing
import WorkshopModel

@testable import WorkshopClient

@Suite struct FollowTests {
    /// Options that wait for nothing and remember how long they would have.
    private final class Waits: Sendable {
        let seen = Mutex<[Duration]>([])

        var options: FollowOptions {
            FollowOptions(
                pacing: Pacing(
                    now: { .zero }, sleep: { wait in self.seen.withLock { $0.append(wait) } },
                    randomness: { 1 }))
        }
    }

    /// The first events, errors of disconnections left out.
    private func take(
        _ count: Int, of follow: Follow
    ) async throws -> [FollowEvent] {
        var events: [FollowEvent] = []
        for try await event in follow {
            events.append(event)
            if events.count == count { break }
        }
        return events
    }

    private func message(_ number: Int) -> FollowEvent {
        let id = Samples.id(number)
        return .message(line: Array("{\"id\":\"\(id.text)\"}".utf8), id: id)
    }

    @Test(arguments: CarrierKind.allCases)
    func aCutStreamIsResumedAfterTheLastMessage(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, number in
            connection.readRequest()
            connection.beginStream()
            let first = number * 2 + 1
            connection.sendMessage(Samples.id(first).text)
            connection.sendMessage(Samples.id(first + 1).text)
            // Half a message must count as none.
            connection.write("id: \(Samples.id(first + 2).text)\ndata: {\"ha")
        }
        let waits = Waits()
        let query = StreamQuery(cursor: .zero)
        let events = try await take(9, of: peer.client(carrier).follow(query, waits.options))
        #expect(
            events.filter { if case .disconnected = $0 { false } else { true } }
                == [
                    .connected, message(1), message(2), .connected, message(3), message(4),
                    .connected,
                ])
        #expect(
            peer.requests.map { $0["last-event-id"] }
                == [nil, Samples.id(2).text, Samples.id(4).text])
        #expect(
            peer.requests.map(\.target) == ["/?since=\(ULID.zero.text)", "/", "/"])
        #expect(waits.seen.withLock { $0 } == [.milliseconds(500), .milliseconds(500)])
    }

    @Test(arguments: CarrierKind.allCases)
    func whatWasBufferedButNotHandedOutIsAskedForAgain(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.beginStream()
            for number in 1...5 { connection.sendMessage(Samples.id(number).text) }
            connection.waitForClose()
        }
        let session = FollowSession(peer.client(carrier), StreamQuery(cursor: .zero), .init())
        var last: FollowEvent?
        for _ in 0..<3 { last = try await session.next() }
        #expect(last == message(2))
        #expect(session.position == Samples.id(2))
    }

    @Test(arguments: CarrierKind.allCases)
    func repeatedAndOlderMessagesAreDropped(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.beginStream()
            for number in [3, 3, 1, 4] { connection.sendMessage(Samples.id(number).text) }
            connection.waitForClose()
        }
        let query = StreamQuery(cursor: Samples.id(2))
        let events = try await take(3, of: peer.client(carrier).follow(query))
        #expect(events == [.connected, message(3), message(4)])
    }

    @Test(arguments: CarrierKind.allCases)
    func cursorsAndGapsAreTold(_ carrier: CarrierKind) async throws {
        let notice = GapNotice(requested: Samples.id(9), firstAvailable: Samples.id(1))
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.beginStream()
            connection.write(EventStreamWriter.gap(notice))
            connection.write("event: news\ndata: unknown\n\n")
            connection.write(EventStreamWriter.cursor(Samples.id(1)))
            connection.sendMessage(Samples.id(2).text)
            connection.waitForClose()
        }
        let query = StreamQuery(cursor: Samples.id(9))
        let events = try await take(4, of: peer.client(carrier).follow(query))
        #expect(events == [.connected, .gap(notice), .cursor(Samples.id(1)), message(2)])
    }

    @Test(arguments: CarrierKind.allCases)
    func withoutACursorTheServersPositionIsAskedFirst(_ carrier: CarrierKind) async throws {
        let last = Samples.id(41).text
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.answer("200 OK", #"{"last-id":"\#(last)"}"#)
            connection.readRequest()
            connection.beginStream()
            connection.waitForClose()
        }
        let filter = MessageFilter(channels: [ChannelName(unchecked: "c")])
        let follow = peer.client(carrier).follow(StreamQuery(filter: filter))
        #expect(try await take(1, of: follow) == [.connected])
        #expect(peer.requests.map(\.target) == ["/status", "/ch/c?since=\(last)"])
    }

    @Test(arguments: [#"{"last-id":null}"#, "{}"])
    func anEmptyServerIsFollowedFromTheBeginning(status: String) async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.answer("200 OK", status)
            connection.readRequest()
            connection.beginStream()
            connection.waitForClose()
        }
        _ = try await take(1, of: peer.client().follow())
        let expected = status == "{}" ? "/" : "/?since=\(ULID.zero.text)"
        #expect(peer.requests.last?.target == expected)
    }

    @Test(arguments: CarrierKind.allCases)
    func aRefusalEndsTheStream(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, number in
            connection.readRequest()
            if number == 0 {
                connection.beginStream()
            } else {
                connection.answer("403 Forbidden", #"{"error":"no"}"#)
            }
        }
        let query = StreamQuery(cursor: .zero)
        let follow = peer.client(carrier).follow(query, Waits().options)
        await #expect(throws: ClientError.refused(Refusal(status: 403, message: "no"))) {
            try await take(9, of: follow)
        }
        #expect(peer.accepted == 2)
    }

    @Test(arguments: CarrierKind.allCases)
    func aServerThatIsNotReadyIsTriedAgainAndAgain(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, number in
            connection.readRequest()
            if number < 3 { return connection.answer("503 Busy", #"{"error":"starting"}"#) }
            connection.beginStream()
            connection.waitForClose()
        }
        let waits = Waits()
        var options = waits.options
        options.firstConnection = .retried
        let query = StreamQuery(cursor: .zero)
        let events = try await take(4, of: peer.client(carrier).follow(query, options))
        let busy = ClientError.refused(Refusal(status: 503, message: "starting"))
        let seconds = [0.5, 1, 2]
        #expect(
            events == seconds.map { .disconnected(busy, retryIn: .seconds($0)) } + [.connected])
        #expect(waits.seen.withLock { $0 } == seconds.map { .seconds($0) })
    }

    @Test func aFirstConnectionMayBeRequired() async throws {
        let client = RemoteWorkshop(
            at: try WorkshopAddress(parsing: "http://127.0.0.1:1"),
            ClientConfiguration(usesProxyOfEnvironment: false))
        let error = await #expect(throws: ClientError.self) {
            try await take(1, of: client.follow())
        }
        guard case .unreachable = error else { return #expect(error == nil) }
    }

    @Test(arguments: CarrierKind.allCases)
    func aSilentStreamIsLeft(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.beginStream()
            connection.waitForClose()
        }
        var options = Waits().options
        options.silenceTimeout = .milliseconds(50)
        options.firstConnection = .retried
        let query = StreamQuery(cursor: .zero)
        let silence = ClientError.timedOut("'\(peer.address)' was silent for 50 ms")
        var isConnected = false
        for try await event in peer.client(carrier).follow(query, options) {
            // On a busy machine a connection may fall silent before it is one.
            guard case .disconnected(let error, _) = event else {
                isConnected = true
                continue
            }
            #expect(error == silence)
            if isConnected { break }
        }
    }

    @Test(arguments: ["text/html", "application/x-ndjson"])
    func whatIsNoStreamEndsIt(type: String) async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.answer("200 OK", headers: "Content-Type: \(type)\r\n", "hello")
        }
        let query = StreamQuery(cursor: .zero)
        let error = await #expect(throws: ClientError.self) {
            try await take(1, of: peer.client().follow(query))
        }
        guard case .protocolViolation = error else { return #expect(error == nil) }
    }

    @Test(arguments: CarrierKind.allCases)
    func eventsMayBeCutAtEveryByte(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.beginStream()
            let id = Samples.id(1).text
            connection.writeBytewise(": keepalive\n\nid: \(id)\ndata: {\"id\":\"\(id)\"}\n\n")
            connection.waitForClose()
        }
        let query = StreamQuery(cursor: .zero)
        let events = try await take(2, of: peer.client(carrier).follow(query))
        #expect(events == [.connected, message(1)])
    }
}
