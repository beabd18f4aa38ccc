import Glibc
import Testing
import WorkshopModel

@testable import WorkshopClient

@Suite struct CancellationTests {
    @Test(arguments: CarrierKind.allCases)
    func waitingForAnAnswer(_ carrier: CarrierKind) async throws {
        let received = WakeSignal()
        let closed = WakeSignal()
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            received.raise()
            connection.waitForClose()
            closed.raise()
        }
        let task = Task { try await peer.client(carrier).status() }
        await received.wait()
        task.cancel()
        await #expect(throws: ClientError.cancelled) { try await task.value }
        await closed.wait()
    }

    @Test(arguments: CarrierKind.allCases)
    func beforeItBegins(_ carrier: CarrierKind) async throws {
        let peer = try ScriptedPeer { connection, _ in connection.waitForClose() }
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await peer.client(carrier).status()
        }
        await #expect(throws: ClientError.cancelled) { try await task.value }
    }

    @Test(arguments: CarrierKind.allCases)
    func followingASilentStream(_ carrier: CarrierKind) async throws {
        let closed = WakeSignal()
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.beginStream()
            connection.waitForClose()
            closed.raise()
        }
        let connected = WakeSignal()
        let task = Task {
            let query = StreamQuery(cursor: .zero)
            for try await event in peer.client(carrier).follow(query) where event == .connected {
                connected.raise()
            }
        }
        await connected.wait()
        task.cancel()
        await #expect(throws: ClientError.cancelled) { try await task.value }
        await closed.wait()
    }

    @Test(arguments: CarrierKind.allCases)
    func readingFromAPipeThatSaysNothing(_ carrier: CarrierKind) async throws {
        var ends: [CInt] = [0, 0]
        #expect(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let closed = WakeSignal()
        let begun = WakeSignal()
        let peer = try ScriptedPeer { connection, _ in
            _ = connection.readHead()
            begun.raise()
            connection.waitForClose()
            closed.raise()
        }
        let source = UploadSource.descriptor(ends[0], name: "a pipe")
        let task = Task { try await peer.client(carrier).upload(source) }
        await begun.wait()
        task.cancel()
        await #expect(throws: ClientError.cancelled) { try await task.value }
        await closed.wait()
    }

    @Test(arguments: CarrierKind.allCases)
    func droppingAnIteratorClosesTheStream(_ carrier: CarrierKind) async throws {
        let closed = WakeSignal()
        let peer = try ScriptedPeer { connection, _ in
            connection.readRequest()
            connection.beginStream()
            connection.waitForClose()
            closed.raise()
        }
        let client = peer.client(carrier)
        for try await _ in client.follow(StreamQuery(cursor: .zero)) { break }
        await closed.wait()
    }
}
