import Testing
import WorkshopModel
import WorkshopStore

@Suite("The next task", .timeLimit(.minutes(1)))
struct NextTaskTests {
    private func wish(
        _ agent: String = "ann", ch: String? = nil, lease: Int? = nil
    ) -> NextTaskRequest {
        NextTaskRequest(
            from: AgentName(unchecked: agent), channel: ch.map { ChannelName(unchecked: $0) },
            lease: lease)
    }

    /// Asks at once and waits for a task.
    private func waiting(
        _ store: TestStore, _ agent: String = "ann", ch: String? = nil
    ) -> (ClaimTicket, Pending<TaskRecord?>) {
        let ticket = ClaimTicket()
        let request = wish(agent, ch: ch)
        return (ticket, Pending { store.store.claimNext(request, ticket: ticket, completion: $0) })
    }

    private func next(_ store: TestStore, _ request: NextTaskRequest) async throws -> TaskRecord? {
        try await store.ask { $0.claimNext(request, completion: $1) }
    }

    @Test("is the oldest that is open and made for nobody else")
    func oldest() async throws {
        let store = try TestStore()
        let others = try await store.createTask("for bob", for: "bob")
        let first = try await store.createTask("first", ch: "builds")
        let mine = try await store.createTask("for ann", for: "ann")
        let last = try await store.createTask("last")
        #expect(try await next(store, wish(ch: "tasks"))?.id == mine.id)
        #expect(try await next(store, wish(lease: 60))?.id == first.id)
        #expect(try await next(store, wish())?.id == last.id)
        #expect(try await next(store, wish()) == nil)
        #expect(try await next(store, wish("bob", ch: "builds")) == nil)
        #expect(try await next(store, wish("bob"))?.id == others.id)
    }

    @Test("is answered whole, as it then stands in the store")
    func whole() async throws {
        let store = try TestStore()
        _ = try await store.createTask("mow")
        let task = try #require(try await next(store, wish(lease: 90)))
        #expect(task.status == .claimed && task.claimedBy?.text == "ann")
        #expect(task.claim == store.recorder.messages.last?.id.text)
        #expect(task.leaseUntil == store.clock.now.adding(milliseconds: 90_000))
        #expect(try await store.task(task.id) == task)
        #expect(store.recorder.messages.map(\.type) == [.taskCreated, .taskClaimed])
    }

    @Test("goes to those who wait, in the order of asking, in the transaction that opens it")
    func order() async throws {
        let store = try TestStore()
        let asked = (0..<100).map { waiting(store, "agent\($0)").1 }
        try await store.publish()
        for number in 0..<3 {
            let task = try await store.createTask()
            let given = try #require(try await asked[number].answer.get())
            #expect(given.id == task.id && given.claimedBy?.text == "agent\(number)")
            #expect(store.recorder.batches.last?.map(\.type) == [.taskCreated, .taskClaimed])
        }
        // The others wait on: nothing was claimed for them.
        #expect(store.recorder.messages.count == 7)
    }

    @Test("passes those by whose channel or name it does not fit")
    func fitting() async throws {
        let store = try TestStore()
        let (_, builds) = waiting(store, "ann", ch: "builds")
        let (_, bob) = waiting(store, "bob")
        let (_, ann) = waiting(store, "ann")
        try await store.publish()
        let forAnn = try await store.createTask("one", for: "ann")
        #expect(try await ann.answer.get()?.id == forAnn.id)
        let build = try await store.createTask("two", ch: "builds")
        #expect(try await builds.answer.get()?.id == build.id)
        let any = try await store.createTask("three")
        #expect(try await bob.answer.get()?.id == any.id)
    }

    @Test("is never claimed for a waiter that went away")
    func goneAway() async throws {
        let store = try TestStore()
        let (ticket, _) = waiting(store, "gone")
        let (_, stays) = waiting(store, "stays")
        // A later write is done when both wait.
        try await store.publish()
        #expect(ticket.withdraw())
        let task = try await store.createTask()
        #expect(try await stays.answer.get()?.id == task.id)
        #expect(try await store.task(task.id).claimedBy?.text == "stays")
        #expect(ticket.withdraw(), "nobody has taken it meanwhile")
    }

    @Test("stays open when every waiter has gone away")
    func allGone() async throws {
        let store = try TestStore()
        let tickets = (0..<5).map { waiting(store, "agent\($0)").0 }
        try await store.publish()
        for ticket in tickets { #expect(ticket.withdraw()) }
        let task = try await store.createTask()
        #expect(try await store.task(task.id).status == .open)
        #expect(try await next(store, wish())?.id == task.id)
    }

    @Test("cannot be withdrawn from once it is claimed")
    func tooLate() async throws {
        let gate = Gate()
        let store = try TestStore(recorder: Recorder(holding: gate))
        let (ticket, ann) = waiting(store)
        async let creation = store.createTask()
        gate.waitUntilReached()
        #expect(!ticket.withdraw())
        gate.open()
        let task = try await creation
        #expect(try await ann.answer.get()?.id == task.id)
    }

    @Test("comes back to the line when it is abandoned")
    func abandoned() async throws {
        let store = try TestStore()
        let task = try await store.createTask()
        try await store.perform(.claim(), on: task.id, by: "bob")
        let (_, ann) = waiting(store)
        try await store.publish()
        try await store.perform(.abandon, on: task.id, by: "bob")
        #expect(try await ann.answer.get()?.id == task.id)
    }

    @Test("is found by those who wait although it was put in by hand")
    func byHand() async throws {
        let store = try TestStore()
        let (_, ann) = waiting(store)
        try await store.publish()
        try store.raw().execute(
            """
            INSERT INTO tasks(id, created_at, updated_at, created_by, title)
            VALUES ('hand-made', 1.0, 1.0, 'somebody', 'dig')
            """)
        let task = try #require(try await ann.answer.get())
        #expect(task.id == "hand-made" && task.title == "dig")
        #expect(task.claimedBy?.text == "ann")
    }

    @Test("is opened again, and nobody is told of it, when it cannot be stored")
    func rollBack() async throws {
        let store = try TestStore()
        let (ticket, ann) = waiting(store)
        try await store.publish()
        try store.raw().execute(
            """
            CREATE TRIGGER no_claims BEFORE INSERT ON messages WHEN new.type = 'task.claimed'
            BEGIN SELECT raise(ABORT, 'not today'); END
            """)
        await #expect(throws: APIError.self) { try await store.createTask() }
        #expect(store.recorder.messages.map(\.type.text) == ["msg.text"])
        try store.raw().execute("DROP TRIGGER no_claims")
        let task = try await store.createTask()
        #expect(try await ann.answer.get()?.id == task.id)
        #expect(!ticket.withdraw())
    }

    @Test("is found among many that are made for others without looking at them")
    func plan() async throws {
        let store = try TestStore()
        try await store.publish()
        let raw = try store.raw()
        for query in [
            "SELECT id FROM tasks INDEXED BY workshop_tasks_open"
                + " WHERE status = 'open' AND assigned_to IS NULL ORDER BY id",
            "SELECT id FROM tasks INDEXED BY workshop_tasks_open_ch"
                + " WHERE status = 'open' AND ch = 'x' AND assigned_to = 'ann' ORDER BY id",
        ] {
            let plan = try raw.rows("EXPLAIN QUERY PLAN " + query).compactMap(\.last).compactMap(
                \.self)
            #expect(
                plan.count == 1 && plan[0].hasPrefix("SEARCH") && plan[0].contains("assigned_to="))
        }
    }

    @Test("is forgotten by those who went away, however much there is to do")
    func forgotten() async throws {
        final class Connection: Sendable {}
        let uptime = TestUptime()
        let store = try TestStore { $0.uptime = uptime.now }
        let ticket = ClaimTicket()
        weak var held: Connection?
        do {
            let connection = Connection()
            held = connection
            store.store.claimNext(wish(), ticket: ticket) { _ in _ = connection }
        }
        try await store.publish()
        #expect(held != nil)
        #expect(ticket.withdraw())
        uptime.advance(.milliseconds(250))
        try await store.publish()
        // The next transaction begins after the writer has looked.
        try await store.publish()
        #expect(held == nil)
    }

    @Test("is found behind one that others gave an id which is no text")
    func unreadableID() async throws {
        let store = try TestStore()
        try await store.publish()
        try store.raw().execute(
            """
            INSERT INTO tasks(id, created_at, updated_at, created_by, title)
            VALUES (cast(x'2fff' AS TEXT), 1.0, 1.0, 'somebody', 'bad')
            """)
        let good = try await store.createTask("good")
        #expect(try await next(store, wish())?.id == good.id)
        #expect(try await next(store, wish(ch: "tasks")) == nil)
    }

    @Test("is waited for until the store closes, and then there is none")
    func closing() async throws {
        let store = try TestStore()
        let (_, ann) = waiting(store)
        try await store.publish()
        store.store.close()
        #expect(await ann.failure?.code == .unavailable)
    }
}
