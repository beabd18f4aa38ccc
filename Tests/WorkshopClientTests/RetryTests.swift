import Synchronization
import Testing
import WorkshopModel

@testable import WorkshopClient

@Suite struct RetryTests {
    /// Repeats at once, and keeps what it was told.
    private final class Repeats: Sendable {
        let reported = Mutex<[ClientError]>([])

        func policy(attempts: Int = 20) -> RetryPolicy {
            RetryPolicy(
                attempts: attempts,
                pacing: Pacing(now: { .zero }, sleep: { _ in }, randomness: { 0 }),
                report: { error, _ in self.reported.withLock { $0.append(error) } })
        }
    }

    private static let everyKeyed: [@Sendable (RemoteWorkshop) async throws -> Void] = [
        { _ = try await $0.publish(Samples.draft()) },
        {
            _ = try await $0.createTask(
                TaskDraft(
                    from: AgentName(unchecked: "a.b"), title: try TaskTitle(validating: "look")))
        },
        { _ = try await $0.claimNext(Samples.next) },
        {
            _ = try await $0.perform(
                TaskRequest(id: "x", action: .abandon, from: AgentName(unchecked: "a.b")))
        },
    ]

    @Test(arguments: 0..<4)
    func `a connection that breaks before the answer brings the same request again`(
        number: Int
    ) async throws {
        let peer = try ScriptedPeer { connection, number in
            connection.readRequest()
            guard number == 2 else { return }
            connection.answer("201 Created", #"{"id":"01HZZZZZZZZZZZZZZZZZZZZZZZ","ts":1.0}"#)
        }
        let repeats = Repeats()
        let client = peer.client(retry: repeats.policy())
        do {
            try await Self.everyKeyed[number](client)
        } catch let error as ClientError {
            // The canned answer is no task.
            guard number == 2, case .protocolViolation = error else { throw error }
        }
        let requests = peer.requests
        #expect(requests.count == 3)
        let key = try #require(requests.first?["idempotency-key"])
        #expect(key.count == 32)
        #expect(requests.allSatisfy { $0["idempotency-key"] == key })
        #expect(Set(requests.map(\.body)).count == 1)
        #expect(repeats.reported.withLock { $0.count } == 2)
    }

    @Test func `every call has a key of its own`() async throws {
        let peer = try ScriptedPeer { connection, _ in
            while connection.readRequest() != nil {
                connection.answer("201 Created", Samples.receipt)
            }
        }
        let client = peer.client()
        for _ in 0..<3 { _ = try await client.publish(Samples.draft()) }
        #expect(Set(peer.requests.map { $0["idempotency-key"] }).count == 3)
    }

    @Test func `a key that was kept is sent as it is`() async throws {
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.answer("201 Created", Samples.receipt)
        }
        let key = try IdempotencyKey(validating: "from my notes")
        _ = try await peer.client().publish(Samples.draft(), key: key)
        #expect(peer.requests.first?["idempotency-key"] == "from my notes")
    }

    @Test func `a server that drains is asked again`() async throws {
        let peer = try ScriptedPeer { connection, number in
            connection.readRequest()
            guard number == 0 else { return connection.answer("201 Created", Samples.receipt) }
            connection.answer(
                "503 Service Unavailable", headers: "Connection: close\r\n",
                #"{"error":"the server is shutting down"}"#)
        }
        let receipt = try await peer.client(retry: Repeats().policy()).publish(Samples.draft())
        #expect(receipt.subscribers == 2)
    }

    @Test func `when every repeat is lost too it is unconfirmed`() async throws {
        let peer = try ScriptedPeer { connection, _ in connection.readRequest() }
        let error = await #expect(throws: ClientError.self) {
            try await peer.client(retry: Repeats().policy(attempts: 5)).publish(Samples.draft())
        }
        guard case .unconfirmed = error else { return #expect(error == nil) }
        #expect(peer.requests.count == 5)
    }

    @Test func `a refusal after a lost answer is told as it is`() async throws {
        let peer = try ScriptedPeer { connection, number in
            connection.readRequest()
            if number == 1 { connection.answer("409 Conflict", #"{"error":"already done"}"#) }
        }
        let error = await #expect(throws: ClientError.self) {
            try await peer.client(retry: Repeats().policy()).publish(Samples.draft())
        }
        #expect(error == .refused(Refusal(status: 409, message: "already done")))
    }

    @Test func `a repeat that is waited for can be cancelled`() async throws {
        let peer = try ScriptedPeer { connection, _ in connection.readRequest() }
        let isWaiting = WakeSignal()
        let policy = RetryPolicy(
            backoff: ReconnectBackoff(initial: .seconds(20), maximum: .seconds(20)),
            report: { _, _ in isWaiting.raise() })
        let task = Task { try await peer.client(retry: policy).publish(Samples.draft()) }
        await isWaiting.wait()
        task.cancel()
        let error = await #expect(throws: ClientError.self) { try await task.value }
        #expect(error == .cancelled)
    }
}
