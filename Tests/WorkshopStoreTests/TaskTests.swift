import Synchronization
import Testing
import WorkshopModel
import WorkshopStore

@Suite("Tasks")
struct TaskTests {
    @Test("of 50 claims in one batch one wins")
    func claimsInOneBatch() async throws {
        let gate = Gate()
        let store = try TestStore(recorder: Recorder(holding: gate))
        async let creation = store.createTask()
        gate.waitUntilReached()
        let id = try #require(
            try JSONText(parsing: store.recorder.messages[0].line)["body"]?["task-id"]?.string)
        let outcomes = Outcomes()
        for number in 0..<50 {
            store.store.perform(
                TaskRequest(id: id, action: .claim(), from: AgentName(unchecked: "agent\(number)"))
            ) { outcomes.add($0) }
        }
        gate.open()
        _ = try await creation
        // Whoever waits for a later write has waited for these.
        try await store.publish()
        let claimed = try await store.task(id)
        #expect(outcomes.winners.count == 1)
        #expect(outcomes.conflicts == 49)
        #expect(claimed.claimedBy == outcomes.winners.first)
        #expect(store.recorder.messages.filter { $0.type == .taskClaimed }.count == 1)
    }

    @Test("of 50 claims from 50 threads, under one name, one wins")
    func claimsFromThreads() async throws {
        let store = try TestStore()
        let task = try await store.createTask()
        let outcomes = Outcomes()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    let answer: Result<TaskReceipt, any Error>
                    do {
                        answer = .success(
                            try await store.perform(.claim(), on: task.id, by: "same"))
                    } catch {
                        answer = .failure(error)
                    }
                    outcomes.add(answer.mapError { $0 as? APIError ?? .init(.internalError, "") })
                }
            }
        }
        #expect(outcomes.winners.count == 1)
        #expect(outcomes.conflicts == 49)
    }

    @Test("a task's whole life, each step with its message")
    func life() async throws {
        let store = try TestStore()
        let made = try await store.createTask("mow", for: "ann", ch: "yard")
        #expect(made.status == .open)
        let receipt = try await store.perform(.claim(), on: made.id, by: "ann")
        let claimed = try await store.task(made.id)
        #expect(claimed.claim == store.recorder.messages.last?.id.text)
        guard case .claimed(_, let claim) = receipt.outcome else {
            Issue.record("no claim")
            return
        }
        #expect(claimed.claim == claim.text)
        try await store.perform(.interrupt(reason: "rain"), on: made.id, by: "bob")
        #expect(try await store.task(made.id).interrupt?.reason == "rain")
        let note = try JSONText(parsing: #"{"progress":5}"#.utf8)
        let update = try await store.perform(
            .update(note: note), on: made.id, by: "ann", claim: claim.text)
        #expect(update.outcome == .updated(interrupted: true))
        let hash = try BlobHash(validating: "sha256:" + String(repeating: "a", count: 64))
        let result = try JSONText(parsing: "[1]".utf8)
        try await store.perform(
            .done(result: result, files: [hash]), on: made.id, by: "ann", claim: claim.text)
        let done = try await store.task(made.id)
        #expect(done.status == .done)
        #expect(done.claim == claim.text)
        #expect(done.claimedBy?.text == "ann")
        #expect(done.interrupt == nil)
        #expect(done.result == result)
        #expect(done.files == [hash.text])
        let types = store.recorder.messages.map(\.type.text)
        #expect(
            types == [
                "task.created", "task.claimed", "task.interrupt", "task.updated", "task.done",
            ])
        let last = try JSONText(parsing: try #require(store.recorder.messages.last).line)
        #expect(last["files"]?.elements?.compactMap(\.string) == [hash.text])
        #expect(store.recorder.messages.allSatisfy { $0.channel.text == "yard" })
    }

    @Test("abandoning clears the claim and what came with it")
    func abandon() async throws {
        let store = try TestStore()
        let task = try await store.createTask()
        try await store.perform(.claim(), on: task.id, by: "ann")
        try await store.perform(.interrupt(reason: nil), on: task.id, by: "bob")
        try await store.perform(.abandon, on: task.id, by: "ann")
        let after = try await store.task(task.id)
        #expect(after.status == .open)
        #expect(after.claimedBy == nil && after.claimedAt == nil)
        #expect(after.claim == nil && after.interrupt == nil)
    }

    @Test("an interrupt of an open task is announced and not remembered")
    func interruptOpen() async throws {
        let store = try TestStore()
        let task = try await store.createTask()
        try await store.perform(.interrupt(reason: "no"), on: task.id, by: "bob")
        try await store.perform(.claim(), on: task.id, by: "ann")
        #expect(try await store.task(task.id).interrupt == nil)
        #expect(store.recorder.messages.map(\.type).contains(.taskInterrupt))
    }

    @Test("errors come in the protocol's order, and change nothing")
    func errors() async throws {
        let store = try TestStore()
        let task = try await store.createTask()
        let done = TaskRequest.Action.done(result: .emptyObject, files: [])
        #expect(await code { try await store.perform(done, on: "nope", by: nil) } == .notFound)
        #expect(await code { try await store.perform(done, on: task.id, by: nil) } == .malformed)
        #expect(await code { try await store.perform(done, on: task.id, by: "ann") } == .conflict)
        try await store.perform(.claim(), on: task.id, by: "ann")
        #expect(
            await code { try await store.perform(done, on: task.id, by: "bob", claim: "stale") }
                == .conflict)
        #expect(await code { try await store.perform(done, on: task.id, by: "bob") } == .forbidden)
        #expect(await code { try await store.perform(.claim(), on: task.id, by: "x") } == .conflict)
        #expect(try await store.task(task.id).status == .claimed)
        #expect(store.recorder.messages.count == 2)
    }

    @Test("a message that cannot be stored takes its transition with it")
    func oneTransaction() async throws {
        let store = try TestStore()
        let task = try await store.createTask()
        try store.raw().execute(
            "CREATE TRIGGER t BEFORE UPDATE ON tasks BEGIN SELECT RAISE(ABORT, 'no'); END")
        #expect(
            await code { try await store.perform(.claim(), on: task.id, by: "ann") }
                == .internalError)
        #expect(try await store.task(task.id).status == .open)
        #expect(try await store.counts().messages == 1)
        #expect(store.recorder.messages.count == 1)
    }

    @Test("lists are newest first and every filter combines")
    func lists() async throws {
        let store = try TestStore()
        var made: [TaskRecord] = []
        for number in 0..<12 {
            made.append(
                try await store.createTask(
                    "t\(number)", for: number % 3 == 0 ? "ann" : nil,
                    ch: number % 2 == 0 ? "even" : "odd"))
        }
        for number in [1, 2, 3, 4] {
            try await store.perform(.claim(), on: made[number].id, by: number < 3 ? "ann" : "bob")
        }
        try await store.perform(
            .done(result: .null, files: []), on: made[4].id, by: "bob")
        let all = try await (0..<12).asyncMap { try await store.task(made[$0].id) }
        let agents: [String?] = [nil, "ann", "bob"]
        let channels: [String?] = [nil, "even"]
        let statuses: [TaskStatus?] = [nil, .open, .claimed, .done]
        for agent in agents {
            for channel in channels {
                for status in statuses {
                    for before in [nil, made[9].id] {
                        let query = TaskListQuery(
                            status: status, agent: agent.map { AgentName(unchecked: $0) },
                            channel: channel.map { ChannelName(unchecked: $0) }, limit: 4,
                            before: before.flatMap { ULID($0) })
                        let expected = all.reversed().filter { task in
                            (status == nil || task.status == status)
                                && (channel == nil || task.channel.text == channel)
                                && (agent == nil || task.assignedTo?.text == agent
                                    || task.claimedBy?.text == agent)
                                && (before.map { task.id < $0 } ?? true)
                        }
                        let found = try await store.list(query)
                        #expect(found == Array(expected.prefix(4)), "\(query)")
                    }
                }
            }
        }
    }

    @Test("a heartbeat answers the interrupts of what the agent holds")
    func interruptsAtBeat() async throws {
        let store = try TestStore()
        let first = try await store.createTask("one")
        let second = try await store.createTask("two")
        try await store.perform(.claim(), on: first.id, by: "ann")
        try await store.perform(.claim(), on: second.id, by: "bob")
        try await store.perform(.interrupt(reason: "r"), on: first.id, by: "boss")
        try await store.perform(.interrupt(reason: nil), on: second.id, by: "boss")
        let beat = PresenceBeat(from: AgentName(unchecked: "ann"))
        let notices = try await store.ask { $0.beat(beat, completion: $1) }
        #expect(notices.map(\.taskID) == [first.id])
        #expect(notices.first?.interrupt.reason == "r")
        try await store.perform(.abandon, on: first.id, by: "ann")
        #expect(try await store.ask { $0.beat(beat, completion: $1) }.isEmpty)
    }

    private func code(_ body: () async throws -> Void) async -> APIError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? APIError)?.code
        }
    }

    private func code<Value>(_ body: () async throws -> Value) async -> APIError.Code? {
        await code { () async throws in _ = try await body() }
    }

    private final class Outcomes: Sendable {
        private let state = Mutex((winners: [AgentName](), conflicts: 0))

        var winners: [AgentName] { state.withLock { $0.winners } }
        var conflicts: Int { state.withLock { $0.conflicts } }

        func add(_ answer: Result<TaskReceipt, APIError>) {
            state.withLock { state in
                switch answer {
                case .success(let receipt):
                    if case .claimed(let agent, _) = receipt.outcome { state.winners.append(agent) }
                case .failure(let error):
                    if error.code == .conflict { state.conflicts += 1 }
                }
            }
        }
    }
}

extension Range<Int> {
    fileprivate func asyncMap<Value>(_ body: (Int) async throws -> Value) async throws -> [Value] {
        var values: [Value] = []
        for index in self { values.append(try await body(index)) }
        return values
    }
}

extension TestStore {
    /// The whole of a list, one task a page.
    fileprivate func list(_ query: TaskListQuery) async throws -> [TaskRecord] {
        var page = try await ask { $0.tasks(query, byteLimit: 1, completion: $1) }
        var tasks = page.elements
        while let rest = page.rest {
            page = try await ask { $0.tasks(continuing: rest, byteLimit: 1, completion: $1) }
            tasks += page.elements
        }
        return tasks
    }
}
