import Testing
import WorkshopModel

@testable import WorkshopClient

@Suite struct ClaimNextTests {
    private static let nothing = "HTTP/1.1 204 No Content\r\n\r\n"

    @Test func `a task comes whole`() async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.answer("200 OK", Samples.task())
        }
        let request = NextTaskRequest(
            from: AgentName(unchecked: "a.b"), channel: ChannelName(unchecked: "jobs"),
            wait: .milliseconds(1_500), lease: 60)
        let task = try #require(try await peer.client().claimNext(request))
        #expect(task.json.text == Samples.task())
        let sent = try #require(peer.requests.first)
        #expect(sent.method == "POST" && sent.target == "/tasks/claim")
        #expect(sent.body == request.json.bytes)
    }

    @Test func `no content is no task`() async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.write(Self.nothing)
        }
        #expect(try await peer.client().claimNext(Samples.next) == nil)
    }

    @Test func `the answer is awaited for longer than the wait`() async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.waitForClose()
        }
        var request = Samples.next
        request.wait = .milliseconds(300)
        let start = ContinuousClock.now
        let error = await #expect(throws: ClientError.self) {
            try await peer.client(answerTimeout: .milliseconds(100)).claimNext(request)
        }
        guard case .unconfirmed = error else { return #expect(error == nil) }
        #expect(ContinuousClock.now - start >= .milliseconds(400))
    }

    @Test func `a long wait is asked for in equal parts, all with the key`() async throws {
        let peer = try ScriptedPeer { connection, _ in
            for _ in 0..<3 {
                connection.readRequest()
                connection.write(Self.nothing)
            }
            connection.readRequest()
            connection.answer("200 OK", Samples.task())
        }
        var request = Samples.next
        request.wait = .seconds(200)
        #expect(try await peer.client().claimNext(request) != nil)
        #expect(peer.requests.count == 4)
        #expect(Set(peer.requests.map(\.body)).count == 1)
        #expect(Set(peer.requests.map { $0["idempotency-key"] }).count == 1)
        let body = try JSONText(parsing: peer.requests.first?.body ?? [])
        #expect(body["wait"]?.number == 50)
    }

    @Test(arguments: [
        (Duration.zero, 1, Duration.zero), (.milliseconds(1), 1, .milliseconds(1)),
        (.seconds(55), 1, .seconds(55)), (.milliseconds(55_001), 2, .milliseconds(27_501)),
        (.seconds(300), 6, .seconds(50)), (.seconds(-1), 1, .zero),
    ])
    func `a wait is cut into parts`(wait: Duration, count: Int, length: Duration) {
        #expect(WaitParts(wait).count == count)
        #expect(WaitParts(wait).length == length)
    }
}
