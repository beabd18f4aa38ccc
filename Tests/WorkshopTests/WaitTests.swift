import Foundation
import Testing
import WorkshopModel

@testable import WorkshopCommands

/// What waits for somebody else: `task wait`, `task create --wait`, `pub --wait-reply`.
@Suite struct WaitTests {
    /// Waits until a task of that title stands in the list.
    private func task(_ title: String, on server: RunningServer) async throws -> String {
        while true {
            for line in try await server.run("task", "list").lines {
                let task = try TaskRecord(parsing: try JSONText(parsing: Array(line.utf8)))
                if task.title == title { return task.id }
            }
        }
    }

    private func finish(_ id: String, _ result: String, on server: RunningServer) async throws {
        #expect(try await server.run("task", "claim", id).exit == .status(0))
        #expect(try await server.run("task", "done", id, result).exit == .status(0))
    }

    @Test func `create --wait prints the result, exactly`() async throws {
        let server = try await RunningServer()
        let asked = try server.start(
            ["task", "create", "6*7?", "--for", "oracle", "--ch", "q", "--wait", "60s"])
        let id = try await task("6*7?", on: server)
        try await server.waitForSubscribers(1)
        // An abandoned task is waited on, and a word of others is none of the server's.
        _ = try await server.run("task", "claim", id)
        _ = try await server.run("task", "abandon", id)
        _ = try await server.run("pub", "q", "task.done", #"{"task-id":"\#(id)"}"#)
        try await finish(id, #"{"answer": 42.0}"#, on: server)
        #expect(await asked.waits() == .status(0))
        #expect(asked.output.text == #"{"answer":42.0}"# + "\n")
        #expect(asked.errors.text.isEmpty)
    }

    @Test func `wait prints the result of a task that is done, with --json the task`()
        async throws
    {
        let server = try await RunningServer()
        let id = try await server.run("task", "create", "x").member("id")
        try await finish(id, "null", on: server)
        #expect(try await server.run("task", "wait", id).text == "null\n")
        let whole = try await server.run("task", "wait", id, "--json")
        #expect(whole.text == (try await server.run("task", "show", id)).text)
        let seen = try await server.run("task", "wait", id, terminal: true)
        #expect(seen.screen == "null\n")
    }

    @Test func `a wait that is too long is 124 and tells how to go on`() async throws {
        let server = try await RunningServer()
        let created = try await server.run("task", "create", "x", "--wait", "200ms")
        let id = try await task("x", on: server)
        #expect(created.exit == .status(124))
        #expect(created.text.isEmpty)
        #expect(
            created.errors == """
                workshop: task \(id): not done within 200ms
                hint: 'workshop task wait \(id)' goes on waiting

                """)
        let waited = try await server.run("task", "wait", id, "--timeout", "100ms")
        #expect(waited.exit == .status(124))
        let missing = "01AN4Z07BY79KA1307SR9X4MV3"
        #expect(try await server.run("task", "wait", missing).exit == .status(3))
        let nonsense = try await InProcess.run(["task", "create", "x", "--wait", "long"])
        #expect(nonsense.ending == .status(.usage))
        #expect(nonsense.errors.contains("or 'forever'"))
    }

    @Test func `both go on over a restart of the server`() async throws {
        let folder = try Folder()
        let first = try await RunningServer(in: folder, socket: "s")
        let asked = try first.start(["task", "create", "x", "--wait", "forever"])
        let published = try first.start(["pub", "a", "ask", "--wait-reply", "forever"])
        let id = try await task("x", on: first)
        try await first.waitForSubscribers(2)
        first.child.send(SIGKILL)
        _ = await first.child.waits()
        #expect(await asked.errors.waits(forLines: 1))
        #expect(await published.errors.waits(forLines: 1))
        let second = try await RunningServer(in: folder, socket: "s")
        try await finish(id, "1", on: second)
        let question = try await second.run("history", "a").member("id")
        _ = try await second.run("pub", "a", "answer", "2", "--reply-to", question)
        #expect(await asked.waits() == .status(0))
        #expect(asked.output.text == "1\n")
        #expect(await published.waits() == .status(0))
        #expect(published.output.text.contains(#""body":2,"#))
        for child in [asked, published] {
            #expect(child.errors.lines.last == "workshop: connected again")
        }
    }

    @Test func `--wait-reply prints the first answer in the channel`() async throws {
        let server = try await RunningServer()
        let asked = try server.start(["pub", "a", "ask", "--wait-reply", "60s"])
        try await server.waitForSubscribers(1)
        let question = try await server.run("history", "a").member("id")
        _ = try await server.run("pub", "b", "elsewhere", "--reply-to", question)
        _ = try await server.run("pub", "a", "other", "--reply-to", String(question.dropLast()))
        _ = try await server.run("pub", "a", "right", "--reply-to", question)
        #expect(await asked.waits() == .status(0))
        let history = try await server.run("history", "a", "--type", "right")
        #expect(asked.output.text == history.text)
    }

    @Test func `an answer that nobody gives is 124, and --lines waits for none`() async throws {
        let server = try await RunningServer()
        let asked = try await server.run("pub", "a", "x", "--wait-reply", "100ms")
        let id = try await server.run("history").member("id")
        #expect(asked.exit == .status(124))
        #expect(asked.text.isEmpty)
        #expect(
            asked.errors == """
                workshop: message \(id): not answered within 100ms
                hint: 'workshop tail a --since \(id)' shows what comes later

                """)
        let lines = try await server.run("pub", "a", "x", "--lines", "--wait-reply", "1s")
        #expect(lines.exit == .status(2))
    }

    @Test func `on a terminal it is told what is waited for`() async throws {
        let server = try await RunningServer()
        let asked = try await server.run(
            "task", "create", "x", "--wait", "100ms", terminal: true)
        let id = try await task("x", on: server)
        #expect(asked.errors.hasPrefix("workshop: created task \(id), waiting\n"))
    }
}
