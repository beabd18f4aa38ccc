import Synchronization
import Testing
import WorkshopModel
import WorkshopStore

@Suite("The writer's pulse")
struct PulseTests {
    private final class Felt: Sendable {
        let isSo = Mutex(false)
    }

    private func pulse(of store: TestStore) -> Pending<Bool> {
        Pending { answer in store.store.pulse { answer(.success(true)) } }
    }

    @Test("is felt while nothing is written")
    func idle() async throws {
        let store = try TestStore()
        #expect(try await pulse(of: store).answer.get())
    }

    @Test("is felt while somebody else's lock is waited for", .timeLimit(.minutes(1)))
    func locked() async throws {
        let store = try TestStore { $0.lockPatience = .seconds(600) }
        let other = try store.raw()
        try other.execute("BEGIN EXCLUSIVE")
        let draft = try store.draft("waits")
        let pending = Pending { store.store.publish(draft, completion: $0) }
        // At the second one the writer waits for the lock for certain.
        for _ in 1...3 { #expect(try await pulse(of: store).answer.get()) }
        try other.execute("COMMIT")
        #expect(await pending.failure == nil)
    }

    @Test("is not felt while the writer hangs")
    func hanging() async throws {
        let gate = Gate()
        let store = try TestStore(recorder: Recorder(holding: gate))
        let draft = try store.draft("hangs")
        let pending = Pending { store.store.publish(draft, completion: $0) }
        gate.waitUntilReached()
        let felt = Felt()
        store.store.pulse { felt.isSo.withLock { $0 = true } }
        // What reads answers all the same, and takes longer than a writer that lives.
        for _ in 1...20 { _ = try await store.counts() }
        #expect(!felt.isSo.withLock { $0 })
        gate.open()
        #expect(await pending.failure == nil)
        #expect(try await pulse(of: store).answer.get())
        #expect(felt.isSo.withLock { $0 })
    }
}
