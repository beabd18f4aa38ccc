import Foundation
import Testing
import WorkshopModel

/// Workers that are killed anywhere lose no task, and none is done but by the claim that holds it.
@Suite struct KilledWorkersPromise {
    private static let taskCount = PromiseSize.pick(small: 60, full: 2_000)
    private static let workerCount = PromiseSize.pick(small: 3, full: 8)
    /// Tasks that are done between one kill and the next, at most.
    private static let calm = PromiseSize.pick(small: 15, full: 30)

    @Test func `every task is done, once and by the claim that held it`() async throws {
        let server = try await RunningServer(patience: PromiseSize.patience)
        let created = try await create(on: server)
        let done = Tally()
        async let watched = onThread { [port = server.port] in
            defer { done.end() }
            return try Self.watch(port: port, done)
        }
        var crew = Crew()
        for _ in 0..<Self.workerCount { crew.working.append(try startWorker(on: server)) }
        while done.value < Self.taskCount, !done.isOver {
            try await done.waits(for: done.value + Int.random(in: 1...Self.calm))
            let index = Int.random(in: crew.working.indices)
            try await crew.strike(index)
            crew.working[index] = try startWorker(on: server)
        }
        try await watched
        try await crew.end()
        try await check(created, on: server)
        let types = try await server.wholeHistory().map { try Envelope(parsing: $0.utf8).type }
        PromiseSize.report(
            "killed workers: \(created.count) tasks done, each once and by the claim that held "
                + "it; \(crew.summary), \(types.count { $0 == "task.expired" }) leases lapsed, "
                + "\(types.count { $0 == "task.abandoned" }) given back")
    }

    /// The workers, and what befalls them.
    private struct Crew {
        var working: [Child] = []
        private var frozen: [(worker: Child, since: ContinuousClock.Instant)] = []
        private var strikes: [Int32: Int] = [:]
        private var printed: [String] = []

        /// Longer than the lease.
        private static let frost = Duration.milliseconds(2_500)

        var summary: String {
            let lost = printed.count { $0.contains(#""outcome":"lost""#) }
            return "\(strikes[SIGKILL] ?? 0) SIGKILL, \(strikes[SIGTERM] ?? 0) SIGTERM, "
                + "\(strikes[SIGSTOP] ?? 0) SIGSTOP, \(lost) results fenced out"
        }

        /// Kills one, ends it, or lets it sleep through its leases and end then.
        mutating func strike(_ index: Int) async throws {
            let number = [SIGKILL, SIGTERM, SIGSTOP].randomElement() ?? SIGKILL
            strikes[number, default: 0] += 1
            let worker = working[index]
            worker.send(number)
            if number == SIGSTOP {
                frozen.append((worker, .now))
            } else {
                try await see(off: worker, number)
            }
            while let first = frozen.first, .now - first.since > Self.frost {
                try await thaw(frozen.removeFirst().worker)
            }
        }

        /// All of them finish.
        mutating func end() async throws {
            for worker in working { worker.send(SIGTERM) }
            for worker in working { try await see(off: worker, SIGTERM) }
            for (worker, since) in frozen {
                // Nobody announces that it has slept long enough.
                try await Task.sleep(until: since + Self.frost)
                try await thaw(worker)
            }
        }

        private mutating func thaw(_ worker: Child) async throws {
            worker.send(SIGTERM)
            worker.send(SIGCONT)
            try await see(off: worker, SIGTERM)
        }

        private mutating func see(off worker: Child, _ number: Int32) async throws {
            #expect(await worker.waits() == .signal(number))
            printed += worker.output.lines
        }
    }

    private func create(on server: RunningServer) async throws -> [String] {
        let port = server.port
        return try await onThread {
            let connection = try PlainConnection(port: port)
            return try (0..<Self.taskCount).map { number in
                let answer = try connection.ask(
                    "POST", "/tasks", #"{"from":"boss.lab","title":"task \#(number)","ch":"jobs"}"#)
                return try #require(try JSONText(parsing: answer.body)["id"]?.string)
            }
        }
    }

    /// One whose command takes a moment, fails now and then, and says in its result by which
    /// claim it came about. A task that comes for the second time takes long enough for whoever
    /// had it first to wake up and report.
    private func startWorker(on server: RunningServer) throws -> Child {
        let line = #"""
            mkdir "$TMPDIR/$WORKSHOP_TASK_ID" 2>/dev/null && sleep 0.05 || sleep 1.5
            [ $(($$ % 20)) != 0 ] && printf '"%s"' "$WORKSHOP_TASK_CLAIM"
            """#
        return try server.start(
            [
                "task", "run", "--ch", "jobs", "--jobs", "2", "--lease", "2s", "--grace", "300ms",
                "--", "/bin/sh", "-c", line,
            ],
            // Where a worker that is killed may leave something.
            environment: ["AGENT_ID": "worker.lab", "TMPDIR": server.folder.path],
            patience: PromiseSize.patience)
    }

    /// Counts the tasks that are done, up to the last.
    private static func watch(port: Int, _ done: Tally) throws {
        let stream = try OpenStream(port: port, .lines, after: ULID.zero.text)
        var seen = 0
        while done.value < taskCount, try stream.read() {
            let new = stream.messages[seen...]
            seen += new.count
            done.add(new.count { $0.contains(#""type":"task.done""#) })
        }
    }

    private func check(_ created: [String], on server: RunningServer) async throws {
        var steps: [String: [Envelope]] = [:]
        for line in try await server.wholeHistory() {
            let message = try Envelope(parsing: Array(line.utf8))
            steps[try #require(message.body["task-id"]?.string), default: []].append(message)
        }
        let tasks = try await server.allTasks()
        #expect(Set(tasks.compactMap { $0["id"]?.string }) == Set(created))
        #expect(tasks.count == created.count)
        for task in tasks {
            let id = try #require(task["id"]?.string)
            let claim = try #require(task["claim"]?.string)
            #expect(task["status"]?.string == "done")
            #expect(task["result"]?.string == claim, "\(id) was done by another claim")
            var holder: String?
            var ends = 0
            for step in steps[id] ?? [] {
                switch step.type {
                case "task.claimed":
                    #expect(holder == nil, "\(id) was claimed while it was held")
                    holder = step.id
                case "task.abandoned", "task.expired":
                    #expect(holder != nil)
                    holder = nil
                case "task.done":
                    #expect(holder == claim, "\(id) was done without its claim")
                    ends += 1
                default: break
                }
            }
            #expect(ends == 1, "\(id) was done \(ends) times")
        }
    }
}
