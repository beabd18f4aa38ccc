import Testing
import WorkshopModel
import WorkshopStore

@Suite("Leases", .timeLimit(.minutes(1)))
struct LeaseTests {
    private let uptime = TestUptime()

    private func store(
        in folder: TemporaryFolder? = nil, clock: TestClock = TestClock()
    ) throws -> TestStore {
        let uptime = uptime
        return try TestStore(in: folder, clock: clock) { $0.uptime = uptime.now }
    }

    private func claimed(_ store: TestStore, lease: Int?) async throws -> TaskRecord {
        let task = try await store.createTask()
        try await store.perform(.claim(lease: lease), on: task.id, by: "ann")
        return try await store.task(task.id)
    }

    /// The writer looks after leases with every transaction.
    private func look(_ store: TestStore) async throws { try await store.publish("tick") }

    private func expiries(_ store: TestStore) -> [Message] {
        store.recorder.messages.filter { $0.type == .taskExpired }
    }

    @Test("lapse to the second, with a message from the late claimer")
    func lapse() async throws {
        let store = try store()
        let task = try await claimed(store, lease: 60)
        uptime.advance(.milliseconds(59_999))
        try await look(store)
        #expect(try await store.task(task.id).status == .claimed)
        uptime.advance(.milliseconds(1))
        try await look(store)
        let after = try await store.task(task.id)
        #expect(after.status == .open && after.claimedBy == nil && after.claim == nil)
        #expect(after.claimedAt == nil && after.leaseUntil == nil)
        let message = try #require(expiries(store).first)
        #expect(expiries(store).count == 1 && message.from.text == "ann")
        #expect(message.channel == .tasks && after.updatedAt == message.timestamp)
        let body = try #require(try JSONText(parsing: message.line)["body"])
        let claim = try #require(task.claim)
        #expect(body.text == #"{"task-id":"\#(task.id)","title":"mow","claim":"\#(claim)"}"#)
    }

    @Test("lapse without anybody asking for anything")
    func byItself() async throws {
        let store = try TestStore()
        let task = try await claimed(store, lease: 1)
        while try await store.task(task.id).status == .claimed { try Task.checkCancellation() }
        #expect(expiries(store).count == 1)
    }

    @Test("are renewed by an update that carries the claim, and by no other")
    func update() async throws {
        let store = try store()
        let task = try await claimed(store, lease: 10)
        uptime.advance(.seconds(8))
        store.clock.advance(milliseconds: 8_000)
        try await store.perform(
            .update(note: .emptyObject), on: task.id, by: "ann", claim: task.claim)
        #expect(
            try await store.task(task.id).leaseUntil == store.clock.now.adding(milliseconds: 10_000)
        )
        uptime.advance(.seconds(8))
        try await store.perform(.update(note: .emptyObject), on: task.id, by: "ann")
        #expect(try await store.task(task.id).status == .claimed)
        uptime.advance(.seconds(2))
        try await look(store)
        #expect(try await store.task(task.id).status == .open)
    }

    @Test("are renewed by a heartbeat that names the claim, and by no other")
    func heartbeat() async throws {
        let store = try store()
        let task = try await claimed(store, lease: 10)
        let other = try await claimed(store, lease: 10)
        let ann = AgentName(unchecked: "ann")
        let claim = try #require(task.claim)
        uptime.advance(.seconds(8))
        store.clock.advance(milliseconds: 8_000)
        _ = try await store.ask { $0.beat(PresenceBeat(from: ann), completion: $1) }
        let beat = PresenceBeat(from: ann, claims: [claim, claim, "unknown", ""])
        _ = try await store.ask { $0.beat(beat, completion: $1) }
        #expect(
            try await store.task(task.id).leaseUntil == store.clock.now.adding(milliseconds: 10_000)
        )
        uptime.advance(.seconds(2))
        try await look(store)
        #expect(try await store.task(task.id).status == .claimed)
        #expect(try await store.task(other.id).status == .open)
        uptime.advance(.seconds(8))
        try await look(store)
        #expect(try await store.task(task.id).status == .open)
    }

    @Test("fence the late claimer out")
    func fencing() async throws {
        let store = try store()
        let task = try await claimed(store, lease: 10)
        uptime.advance(.seconds(10))
        try await look(store)
        try await store.perform(.claim(), on: task.id, by: "ann")
        let second = try await store.task(task.id)
        #expect(second.claim != task.claim)
        for action in [
            TaskRequest.Action.done(result: .null, files: []), .abandon,
            .update(note: .emptyObject),
        ] {
            let error = await #expect(throws: APIError.self) {
                try await store.perform(action, on: task.id, by: "ann", claim: task.claim)
            }
            #expect(error?.code == .conflict)
        }
        #expect(try await store.task(task.id) == second)
        // Nothing of the first lease is left to end the second claim.
        uptime.advance(.seconds(100))
        try await look(store)
        #expect(try await store.task(task.id).status == .claimed)
    }

    @Test("end with the task", arguments: [true, false])
    func end(isDone: Bool) async throws {
        let store = try store()
        let task = try await claimed(store, lease: 10)
        try await store.perform(
            isDone ? .done(result: .null, files: []) : .abandon, on: task.id, by: "ann")
        #expect(try await store.task(task.id).leaseUntil == nil)
        uptime.advance(.seconds(100))
        try await look(store)
        #expect(expiries(store).isEmpty)
        #expect(try await store.task(task.id).status == (isDone ? .done : .open))
    }

    @Test("that lapse free the task for whoever waits, in the same transaction")
    func waiter() async throws {
        let store = try store()
        let task = try await claimed(store, lease: 10)
        let ticket = ClaimTicket()
        let request = NextTaskRequest(from: AgentName(unchecked: "bob"))
        let bob = Pending { store.store.claimNext(request, ticket: ticket, completion: $0) }
        try await look(store)
        uptime.advance(.seconds(10))
        try await look(store)
        #expect(try await bob.answer.get()?.id == task.id)
        #expect(
            store.recorder.batches.contains { batch in
                batch.suffix(2).map(\.type) == [.taskExpired, .taskClaimed]
            })
    }

    @Test("go on over a restart with what is left of them")
    func restart() async throws {
        let folder = try TemporaryFolder()
        let clock = TestClock()
        let first = try store(in: folder, clock: clock)
        let task = try await claimed(first, lease: 100)
        first.store.close()
        clock.advance(milliseconds: 60_000)
        let second = try store(in: folder, clock: clock)
        uptime.advance(.milliseconds(39_999))
        try await look(second)
        #expect(try await second.task(task.id).status == .claimed)
        uptime.advance(.milliseconds(1))
        try await look(second)
        #expect(try await second.task(task.id).status == .open)
    }

    @Test("that lapsed while nobody served run for 30 seconds more, unless renewed")
    func lapsedMeanwhile() async throws {
        let folder = try TemporaryFolder()
        let clock = TestClock()
        let first = try store(in: folder, clock: clock)
        let renewed = try await claimed(first, lease: 10)
        let lost = try await claimed(first, lease: 10)
        first.store.close()
        clock.advance(milliseconds: 60_000)
        let second = try store(in: folder, clock: clock)
        uptime.advance(.milliseconds(29_999))
        let beat = PresenceBeat(
            from: AgentName(unchecked: "ann"), claims: [try #require(renewed.claim)])
        _ = try await second.ask { $0.beat(beat, completion: $1) }
        #expect(try await second.task(lost.id).status == .claimed)
        uptime.advance(.milliseconds(1))
        try await look(second)
        #expect(try await second.task(lost.id).status == .open)
        #expect(try await second.task(renewed.id).status == .claimed)
    }

    @Test("do not heed a wall clock that is set")
    func wallClock() async throws {
        let store = try store()
        let task = try await claimed(store, lease: 10)
        store.clock.advance(milliseconds: TestClock.hour)
        try await look(store)
        #expect(try await store.task(task.id).status == .claimed)
        store.clock.advance(milliseconds: -2 * TestClock.hour)
        uptime.advance(.seconds(10))
        try await look(store)
        #expect(try await store.task(task.id).status == .open)
    }

    @Test("leave alone what others have changed by hand")
    func byHand() async throws {
        let store = try store()
        let task = try await claimed(store, lease: 10)
        try store.raw().execute("UPDATE tasks SET status = 'done' WHERE id = '\(task.id)'")
        uptime.advance(.seconds(10))
        try await look(store)
        #expect(expiries(store).isEmpty)
        #expect(try await store.task(task.id).status == .done)
    }

    @Test("end, all of them, though hundreds lapse at once")
    func many() async throws {
        let store = try store()
        for _ in 0..<300 { _ = try await claimed(store, lease: 10) }
        uptime.advance(.seconds(10))
        while expiries(store).count < 300 { try Task.checkCancellation() }
        #expect(Set(expiries(store).map(\.id)).count == 300)
    }

    @Test("that are renewed when the writer comes back late from a held lock do not lapse")
    func heldUp() async throws {
        let store = try store()
        let task = try await claimed(store, lease: 10)
        let raw = try store.raw()
        try raw.execute("BEGIN IMMEDIATE")
        let beat = PresenceBeat(
            from: AgentName(unchecked: "ann"), claims: [try #require(task.claim)])
        let beating = Pending { store.store.beat(beat, completion: $0) }
        uptime.advance(.seconds(11))
        try raw.execute("COMMIT")
        _ = try await beating.answer.get()
        #expect(try await store.task(task.id).status == .claimed)
        #expect(expiries(store).isEmpty)
    }
}
