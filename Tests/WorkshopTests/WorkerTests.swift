import Foundation
import Synchronization
import Testing
import WorkshopClient
import WorkshopModel

/// The library's worker against the real server.
@Suite struct WorkerTests {
    private static let agent = AgentName(unchecked: "worker.lab")

    /// What a worker told, and who waits for it.
    private final class Diary: Sendable {
        let endings = Mutex<[TaskEnding]>([])
        let changes = Mutex<[WorkerEvent]>([])

        func take(_ event: WorkerEvent) {
            switch event {
            case .ended(_, let ending): endings.withLock { $0.append(ending) }
            case .claimed: break
            case .connected, .disconnected: changes.withLock { $0.append(event) }
            }
        }
    }

    private func client(_ server: RunningServer) throws -> RemoteWorkshop {
        RemoteWorkshop(at: try WorkshopAddress(parsing: server.url))
    }

    /// Work that goes on until it is cancelled.
    private static func workOn() async throws {
        while true { try await Task.sleep(for: .seconds(60)) }
    }

    @Test func `each task is handled once and done with its result`() async throws {
        let server = try await RunningServer()
        var titles: Set<String> = []
        for number in 1...5 {
            titles.insert("task \(number)")
            _ = try await server.run("task", "create", "task \(number)", "--ch", "jobs")
        }
        let handled = Mutex<[String]>([])
        let worker = Worker(
            at: try client(server), as: Self.agent,
            WorkerOptions(
                channel: ChannelName(unchecked: "jobs"), jobs: 2, idleLimit: .zero)
        ) { held in
            handled.withLock { $0.append(held.task.title) }
            let isInterrupted = try await held.update(.emptyObject)
            #expect(!isInterrupted)
            return TaskResult(JSONText(string: held.task.title))
        }
        try await worker.run()
        #expect(handled.withLock { Set($0) } == titles)
        #expect(handled.withLock { $0.count } == 5)
        for task in try await server.allTasks() {
            #expect(task["status"]?.string == "done")
            #expect(task["result"]?.string == task["title"]?.string)
        }
        #expect(try await server.run("presence").member("agent_id") == "worker.lab")
    }

    @Test func `what a handler throws is said in task_error, and the task given back`()
        async throws
    {
        let server = try await RunningServer()
        let id = try await server.run("task", "create", "look").member("id")
        let diary = Diary()
        let failure = TaskFailure("no stars", details: try JSONText(parsing: #"{"sky":1}"#.utf8))
        let worker = Worker(
            at: try client(server), as: Self.agent,
            WorkerOptions(limit: 1, report: { diary.take($0) })
        ) { _ in throw failure }
        try await worker.run()
        #expect(diary.endings.withLock { $0 } == [.failed(failure)])
        let line = try await server.run("history", "tasks", "--type", "task.error").lines.last
        let message = try Envelope(parsing: Array((line ?? "").utf8))
        #expect(message.body["task-id"]?.string == id)
        #expect(message.body["error"]?.string == "no stars")
        #expect(message.body["sky"]?.integer == 1)
        #expect(try await server.run("task", "show", id).member("status") == "open")
    }

    @Test func `an interrupt reaches the handler within a second, with who and why`()
        async throws
    {
        let server = try await RunningServer()
        let id = try await server.run("task", "create", "look").member("id")
        let diary = Diary()
        let reason = Mutex<StopReason?>(nil)
        let ended = Mutex<ContinuousClock.Instant?>(nil)
        let worker = Worker(
            at: try client(server), as: Self.agent,
            WorkerOptions(limit: 1, report: { diary.take($0) })
        ) { held in
            defer {
                reason.withLock { $0 = held.stopReason }
                ended.withLock { $0 = .now }
            }
            try await Self.workOn()
            return TaskResult()
        }
        async let running: Void = worker.run()
        try await server.waitForSubscribers(1)
        _ = try await poll {
            try await server.run("task", "show", id).member("status") == "claimed"
        }
        let start = ContinuousClock.now
        _ = try await server.run(
            "task", "interrupt", id, "--reason", "late", "--from", "boss.lab")
        try await running
        let end = try #require(ended.withLock { $0 })
        #expect(end - start < .seconds(1))
        guard case .interrupted(let wish) = reason.withLock({ $0 }) else {
            return #expect(Bool(false))
        }
        #expect(wish.from.text == "boss.lab" && wish.reason == "late")
        #expect(diary.endings.withLock { $0 } == [.interrupted(wish)])
        let errors = try await server.run("history", "tasks", "--type", "task.error")
        #expect(errors.text.contains(#""error":"interrupted by boss.lab: late""#))
        #expect(errors.text.contains(#""interrupted":true"#))
        #expect(try await server.run("task", "show", id).member("status") == "open")
    }

    @Test func `a lease is renewed for as long as the handler takes`() async throws {
        let server = try await RunningServer()
        let id = try await server.run("task", "create", "look").member("id")
        let worker = Worker(
            at: try client(server), as: Self.agent, WorkerOptions(lease: 1, limit: 1)
        ) { _ in
            // Nothing announces that a lease did not lapse.
            try await Task.sleep(for: .milliseconds(2_500))
            return TaskResult()
        }
        try await worker.run()
        #expect(try await server.run("task", "show", id).member("status") == "done")
        let types = try await server.run("history", "tasks").lines.map {
            try Envelope(parsing: Array($0.utf8)).type
        }
        #expect(types == ["task.created", "task.claimed", "task.done"])
    }

    @Test func `a server that restarts costs neither the handler nor its result`()
        async throws
    {
        let folder = try Folder()
        let server = try await RunningServer(in: folder)
        let id = try await server.run("task", "create", "look").member("id")
        let diary = Diary()
        let begun = Tally()
        let mayEnd = Tally()
        let worker = Worker(
            at: try client(server), as: Self.agent,
            WorkerOptions(lease: 5, limit: 1, report: { diary.take($0) })
        ) { _ in
            begun.add()
            try await mayEnd.waits(for: 1)
            return TaskResult(JSONText(string: "over the restart"))
        }
        async let running: Void = worker.run()
        try await begun.waits(for: 1)
        #expect(await server.stop() == .status(0))
        mayEnd.add()
        _ = try await poll { !diary.changes.withLock { $0.isEmpty } }
        let again = try await RunningServer(in: folder, port: server.port)
        try await running
        #expect(diary.endings.withLock { $0 } == [.done])
        let task = try await again.run("task", "show", id)
        #expect(try task.member("result") == "over the restart")
        #expect(begun.value == 1)
    }

    @Test func `a claim that was lost cancels the handler, and nothing is reported`()
        async throws
    {
        let server = try await RunningServer()
        let id = try await server.run("task", "create", "look").member("id")
        let diary = Diary()
        let begun = Tally()
        let isTaken = Tally()
        let worker = Worker(
            at: try client(server), as: Self.agent,
            WorkerOptions(limit: 1, report: { diary.take($0) })
        ) { held in
            begun.add()
            try await isTaken.waits(for: 1)
            await #expect(throws: ClientError.self) { try await held.update(.emptyObject) }
            #expect(await held.stopRequest() == .claimLost)
            return TaskResult(JSONText(string: "nobody's"))
        }
        async let running: Void = worker.run()
        try await begun.waits(for: 1)
        _ = try await server.run("task", "abandon", id, "--from", Self.agent.text)
        _ = try await server.run("task", "claim", id, "--from", "other.lab")
        isTaken.add()
        try await running
        #expect(diary.endings.withLock { $0 } == [.lost])
        let task = try await server.run("task", "show", id)
        #expect(try task.member("claimed_by") == "other.lab")
        #expect(try task.member("status") == "claimed")
        #expect(try await server.run("history", "--type", "task.error").lines.isEmpty)
    }

    @Test func `a worker that is stopped gives back what is not finished in time`() async throws {
        let server = try await RunningServer()
        for _ in 1...2 { _ = try await server.run("task", "create", "look") }
        let diary = Diary()
        let begun = Tally()
        let worker = Worker(
            at: try client(server), as: Self.agent,
            WorkerOptions(jobs: 2, report: { diary.take($0) })
        ) { held in
            begun.add()
            try await begun.waits(for: 2)
            if held.task.id == (try await held.workshop.tasks().first?.id) {
                return TaskResult()
            }
            try await Self.workOn()
            return TaskResult()
        }
        async let running: Void = worker.run()
        try await begun.waits(for: 2)
        worker.stop(within: .milliseconds(500))
        try await running
        #expect(diary.endings.withLock { $0.contains(.done) && $0.contains(.givenBack) })
        let statuses = try await server.allTasks().map { $0["status"]?.string ?? "" }
        #expect(statuses.sorted() == ["done", "open"])
        #expect(try await server.run("history", "--type", "task.error").lines.isEmpty)
    }

    @Test func `cancelling the run gives back what it holds`() async throws {
        let server = try await RunningServer()
        let id = try await server.run("task", "create", "look").member("id")
        let begun = Tally()
        let worker = Worker(at: try client(server), as: Self.agent) { _ in
            begun.add()
            try await Self.workOn()
            return TaskResult()
        }
        let running = Task { try await worker.run() }
        try await begun.waits(for: 1)
        running.cancel()
        let error = await #expect(throws: ClientError.self) { try await running.value }
        #expect(error == .cancelled)
        #expect(try await server.run("task", "show", id).member("status") == "open")
    }

    @Test func `a server that is not there is an error, or waited for`() async throws {
        let server = try await RunningServer()
        let url = server.url
        let folder = server.folder
        let port = server.port
        #expect(await server.stop() == .status(0))
        let workshop = RemoteWorkshop(at: try WorkshopAddress(parsing: url))
        let strict = Worker(at: workshop, as: Self.agent) { _ in TaskResult() }
        let error = await #expect(throws: ClientError.self) { try await strict.run() }
        guard case .unreachable = error else { return #expect(error == nil) }

        let diary = Diary()
        let patient = Worker(
            at: workshop, as: Self.agent,
            WorkerOptions(limit: 1, firstConnection: .retried, report: { diary.take($0) })
        ) { _ in TaskResult() }
        async let running: Void = patient.run()
        _ = try await poll { !diary.changes.withLock { $0.isEmpty } }
        let again = try await RunningServer(in: folder, port: port)
        _ = try await again.run("task", "create", "look")
        try await running
        #expect(diary.endings.withLock { $0 } == [.done])
    }

    @Test func `a handler may finish its task by itself`() async throws {
        let server = try await RunningServer()
        let id = try await server.run("task", "create", "look").member("id")
        let diary = Diary()
        let worker = Worker(
            at: try client(server), as: Self.agent,
            WorkerOptions(limit: 1, report: { diary.take($0) })
        ) { held in
            let done = TaskRequest.Action.done(result: JSONText(string: "mine"), files: [])
            _ = try await held.workshop.perform(
                TaskRequest(id: held.task.id, action: done, from: held.agent, claim: held.claim))
            return TaskResult(JSONText(string: "the worker's"))
        }
        try await worker.run()
        #expect(diary.endings.withLock { $0 } == [.done])
        #expect(try await server.run("task", "show", id).member("result") == "mine")
    }

    @Test func `a result that the server refuses is a failure`() async throws {
        let server = try await RunningServer()
        let id = try await server.run("task", "create", "look").member("id")
        let diary = Diary()
        let worker = Worker(
            at: try client(server), as: Self.agent,
            WorkerOptions(limit: 1, report: { diary.take($0) })
        ) { _ in TaskResult(JSONText(string: String(repeating: "x", count: Limits.jsonBody))) }
        try await worker.run()
        guard case .failed(let failure) = diary.endings.withLock({ $0.first }) else {
            return #expect(Bool(false))
        }
        #expect(failure.message.hasPrefix("the server refused the result: "))
        #expect(try await server.run("task", "show", id).member("status") == "open")
    }
}
