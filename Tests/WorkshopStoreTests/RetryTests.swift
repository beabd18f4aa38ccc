import Testing
import WorkshopModel
import WorkshopStore

@Suite("Repeated requests", .timeLimit(.minutes(1)))
struct RetryTests {
    private func retry<Value>(
        _ key: String, body: String = "body", route: Route = .tasks,
        _ answer: @escaping @Sendable (Value) -> String
    ) throws -> Retry<Value> {
        let fingerprint = Array(body.utf8).withUnsafeBufferPointer {
            RequestFingerprint(route: route, body: $0)
        }
        return Retry(key: try IdempotencyKey(validating: key), fingerprint: fingerprint) {
            JSONText(string: answer($0))
        }
    }

    private func publish(
        _ store: TestStore, _ key: String, body: String = "body", from: String = "alice",
        route: Route = .tasks
    ) async throws -> Answer<Message> {
        let retry = try retry(key, body: body, route: route) { (message: Message) in
            message.id.text
        }
        let draft = try store.draft(from: from)
        return try await store.ask { $0.publish(draft, retry: retry, completion: $1) }
    }

    private func again(_ answer: Answer<some Sendable>) -> String? {
        if case .again(let json) = answer { json.string } else { nil }
    }

    @Test("get the first answer again, over a restart too, and change nothing")
    func publishing() async throws {
        let folder = try TemporaryFolder()
        let first = try TestStore(in: folder)
        #expect(again(try await publish(first, "k")) == nil)
        let id = try #require(first.recorder.messages.first?.id.text)
        #expect(again(try await publish(first, "k")) == id)
        first.store.close()
        let second = try TestStore(in: folder)
        #expect(again(try await publish(second, "k")) == id)
        #expect(try await second.counts().messages == 1)
        #expect(second.recorder.messages.isEmpty)
    }

    @Test("in one batch with the first get its answer")
    func oneBatch() async throws {
        let gate = Gate()
        let store = try TestStore(recorder: Recorder(holding: gate))
        async let held = store.publish()
        gate.waitUntilReached()
        let draft = try store.draft()
        let retry = try retry("k") { (message: Message) in message.id.text }
        let answers = (0..<3).map { _ in
            Pending { store.store.publish(draft, retry: retry, completion: $0) }
        }
        gate.open()
        _ = try await held
        guard case .first(let message) = try await answers[0].answer.get() else {
            return #expect(Bool(false), "the first was not done")
        }
        #expect(again(try await answers[1].answer.get()) == message.id.text)
        #expect(again(try await answers[2].answer.get()) == message.id.text)
        #expect(store.recorder.messages.count == 2)
    }

    @Test("with another body or route are a conflict; of another sender they are no repeats")
    func otherRequests() async throws {
        let store = try TestStore()
        _ = try await publish(store, "k")
        for (body, route) in [("other", Route.tasks), ("body", .presence)] {
            let error = await #expect(throws: APIError.self) {
                try await publish(store, "k", body: body, route: route)
            }
            #expect(error?.code == .conflict)
        }
        #expect(again(try await publish(store, "k", from: "bob")) == nil)
        #expect(again(try await publish(store, "K")) == nil)
        #expect(store.recorder.messages.count == 3)
    }

    @Test("are remembered for 24 hours, and then forgotten and deleted")
    func time() async throws {
        let store = try TestStore()
        _ = try await publish(store, "k")
        store.clock.advance(milliseconds: TestClock.day - 1)
        #expect(again(try await publish(store, "k")) != nil)
        _ = try await store.ask { $0.prune(completion: $1) }
        #expect(again(try await publish(store, "k")) != nil)
        store.clock.advance(milliseconds: 1)
        #expect(try store.raw().rows("SELECT * FROM workshop_keys").count == 1)
        #expect(again(try await publish(store, "k")) == nil)
        #expect(again(try await publish(store, "k")) != nil)
        store.clock.advance(milliseconds: TestClock.day)
        _ = try await store.ask { $0.prune(completion: $1) }
        #expect(try store.raw().rows("SELECT * FROM workshop_keys").isEmpty)
    }

    @Test("of a claim get the claim, although the task is no longer open")
    func claiming() async throws {
        let store = try TestStore()
        let task = try await store.createTask()
        let request = TaskRequest(
            id: task.id, action: .claim(), from: AgentName(unchecked: "ann"))
        let retry = try retry("k") { (receipt: TaskReceipt) in receipt.json.text }
        let first = try await store.ask { $0.perform(request, retry: retry, completion: $1) }
        guard case .first(let receipt) = first else {
            return #expect(Bool(false), "the first was not done")
        }
        let second = try await store.ask { $0.perform(request, retry: retry, completion: $1) }
        #expect(again(second) == receipt.json.text)
        #expect(store.recorder.messages.count == 2)
    }

    @Test("of what was refused are looked at anew")
    func refusals() async throws {
        let store = try TestStore()
        let task = try await store.createTask()
        let request = TaskRequest(
            id: task.id, action: .done(result: .null, files: []),
            from: AgentName(unchecked: "ann"))
        let retry = try retry("k") { (receipt: TaskReceipt) in receipt.json.text }
        await #expect(throws: APIError.self) {
            try await store.ask { $0.perform(request, retry: retry, completion: $1) }
        }
        try await store.perform(.claim(), on: task.id, by: "ann")
        let answer = try await store.ask { $0.perform(request, retry: retry, completion: $1) }
        #expect(again(answer) == nil)
        #expect(try await store.task(task.id).status == .done)
    }

    @Test("of what could not be stored are looked at anew")
    func failures() async throws {
        let store = try TestStore()
        try await store.publish("first")
        try store.raw().execute(
            """
            CREATE TRIGGER full BEFORE INSERT ON workshop_keys
            BEGIN SELECT raise(ABORT, 'full'); END
            """)
        await #expect(throws: APIError.self) { try await publish(store, "k") }
        #expect(try await store.counts().messages == 1)
        try store.raw().execute("DROP TRIGGER full")
        #expect(again(try await publish(store, "k")) == nil)
        #expect(try await store.counts().messages == 2)
    }

    // MARK: While the first waits for a task

    private func wish(
        _ store: TestStore, _ key: String, body: String = "body", from: String = "ann"
    ) throws -> (ClaimTicket, Pending<Answer<TaskRecord>?>) {
        let ticket = ClaimTicket()
        let retry = try retry(key, body: body) { (task: TaskRecord) in task.id }
        let request = NextTaskRequest(from: AgentName(unchecked: from))
        return (
            ticket,
            Pending {
                store.store.claimNext(request, retry: retry, ticket: ticket, completion: $0)
            }
        )
    }

    @Test("of a wait get the task that the first gets")
    func twins() async throws {
        let store = try TestStore()
        let (_, first) = try wish(store, "k")
        let (_, second) = try wish(store, "k")
        let (_, bob) = try wish(store, "k", from: "bob")
        // A later write is done when all three wait.
        try await store.publish()
        let task = try await store.createTask()
        guard case .first(let given)? = try await first.answer.get() else {
            return #expect(Bool(false), "the first got nothing")
        }
        #expect(given.id == task.id)
        #expect(again(try #require(try await second.answer.get())) == task.id)
        let other = try await store.createTask()
        guard case .first(let third)? = try await bob.answer.get() else {
            return #expect(Bool(false), "another sender's key is another key")
        }
        #expect(third.id == other.id)
        let (_, late) = try wish(store, "k")
        #expect(again(try #require(try await late.answer.get())) == task.id)
    }

    @Test("of a wait that was broken off wait in their own turn")
    func orphan() async throws {
        let store = try TestStore()
        let (ticket, _) = try wish(store, "k")
        let (_, second) = try wish(store, "k")
        try await store.publish()
        #expect(ticket.withdraw())
        let task = try await store.createTask()
        guard case .first(let given)? = try await second.answer.get() else {
            return #expect(Bool(false), "the repeat got nothing")
        }
        #expect(given.id == task.id)
    }

    @Test("of a wait with another body are a conflict at once")
    func misuse() async throws {
        let store = try TestStore()
        _ = try wish(store, "k")
        let (_, other) = try wish(store, "k", body: "other")
        #expect(await other.failure?.code == .conflict)
    }

    @Test("of a wait keep their key from every other request, and get their task")
    func reserved() async throws {
        let store = try TestStore()
        let (_, ann) = try wish(store, "k")
        try await store.publish()
        let error = await #expect(throws: APIError.self) {
            try await publish(store, "k", body: "other", from: "ann")
        }
        #expect(error?.code == .conflict)
        let task = try await store.createTask()
        guard case .first(let given)? = try await ann.answer.get() else {
            return #expect(Bool(false), "the first in line got nothing")
        }
        #expect(given.id == task.id)
    }

    @Test("do not remember that there was no task")
    func nothing() async throws {
        let store = try TestStore()
        let retry = try retry("k") { (task: TaskRecord) in task.id }
        let request = NextTaskRequest(from: AgentName(unchecked: "ann"))
        let none = try await store.ask {
            $0.claimNext(request, retry: retry, ticket: nil, completion: $1)
        }
        #expect(none == nil)
        let task = try await store.createTask()
        let some = try await store.ask {
            $0.claimNext(request, retry: retry, ticket: nil, completion: $1)
        }
        #expect(again(try #require(some)) == nil)
        #expect(try await store.task(task.id).status == .claimed)
    }
}
