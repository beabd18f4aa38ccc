import Testing
import WorkshopModel

/// Every command as a program sees it: one JSON object a line.
@Suite struct HappyPathTests {
    @Test func `publish, history and channels`() async throws {
        let server = try await RunningServer()
        let receipt = try await server.run("pub", "general", "msg.text", "--text", "hello")
        #expect(receipt.exit == .status(0))
        let id = try receipt.member("id")
        #expect(try receipt.json()["subscribers"]?.integer == 0)
        let history = try await server.run("history", "general")
        #expect(history.lines.count == 1)
        let message = try Envelope(parsing: Array((history.lines.first ?? "").utf8))
        #expect(message.id == id)
        #expect(message.from == "tester.lab")
        #expect(message.body.text == #"{"text":"hello"}"#)
        let channels = try await server.run("channels")
        #expect(try channels.member("ch") == "general")
        #expect(try channels.json()["messages"]?.integer == 1)
    }

    @Test func `a task from its creation to its end`() async throws {
        let server = try await RunningServer()
        let created = try await server.run(
            "task", "create", "look", "--context", "[1.0]", "--for", "tester.lab", "--ch", "jobs")
        let id = try created.member("id")
        let claimed = try await server.run("task", "claim", id)
        #expect(try claimed.member("status") == "claimed")
        #expect(try claimed.json()["context"]?.text == "[1.0]")
        let claim = try claimed.member("claim")
        #expect(try await server.run("task", "update", id, #"{"at":1}"#).exit == .status(0))
        #expect(try await server.run("task", "abandon", id, "--claim", claim).exit == .status(0))
        #expect(try await server.run("task", "claim", id).exit == .status(0))
        let interrupt = try await server.run("task", "interrupt", id, "--reason", "late")
        #expect(try interrupt.json()["signalled"]?.boolean == true)
        let beat = try await server.run("presence", "beat", "jobs")
        #expect(try beat.json()["interrupts"]?.elements?.first?["reason"]?.string == "late")
        let file = try server.folder.write([1, 2, 3], to: "result")
        let done = try await server.run("task", "done", id, "1e400", "--file", file)
        #expect(done.exit == .status(0))
        let shown = try await server.run("task", "show", id).json()
        #expect(shown["result"]?.text == "1e400")
        #expect(shown["files"]?.elements?.count == 1)
        let mine = try await server.run("task", "list", "--mine", "--status", "done")
        #expect(try mine.member("id") == id)
        #expect(try await server.run("task", "list", "--for", "other.lab").lines == [])
    }

    @Test func `the next task, whole, for as long as a lease`() async throws {
        let server = try await RunningServer()
        var ids: [String] = []
        for title in ["first", "second"] {
            let created = try await server.run(
                "task", "create", title, "--context", "[1.0]", "--ch", "jobs")
            ids.append(try created.member("id"))
        }
        _ = try await server.run("task", "create", "x", "--for", "other.lab")
        let first = try await server.run("task", "claim", "--next", "--lease", "1500ms")
        #expect(try first.member("id") == ids[0])
        #expect(try first.json()["context"]?.text == "[1.0]")
        let claimed = try first.json()
        let lease = try #require(claimed["lease_until"]?.number)
        #expect(abs(lease - (claimed["claimed_at"]?.number ?? 0) - 2) < 0.001)
        let second = try await server.run("task", "claim", "--next", "--wait", "30s")
        #expect(try second.member("id") == ids[1])
        #expect(try second.json()["lease_until"]?.kind == .null)
    }

    @Test func `a wait for the next task ends when one appears`() async throws {
        let server = try await RunningServer()
        let waiting = try server.start(["task", "claim", "--next", "--wait", "forever"])
        let id = try await server.run("task", "create", "x").member("id")
        #expect(await waiting.waits() == .status(0))
        #expect(waiting.output.text.contains(#""id":"\#(id)""#))
    }

    @Test func `a claim with a lease is taken back after it`() async throws {
        let server = try await RunningServer()
        let id = try await server.run("task", "create", "x").member("id")
        let tail = try await server.startTail(["--type", "task.expired", "--count", "1"])
        _ = try await server.run("task", "claim", id, "--lease", "1")
        #expect(await tail.waits() == .status(0))
        #expect(try await server.run("task", "show", id).member("status") == "open")
    }

    @Test func `presence and status`() async throws {
        let server = try await RunningServer()
        #expect(try await server.run("presence", "beat", "a", "b").exit == .status(0))
        _ = try await server.run("presence", "beat", "a", "b", "--meta", #"{"at":1.0}"#)
        let present = try await server.run("presence").json()
        #expect(present["agent_id"]?.string == "tester.lab")
        #expect(present["channels"]?.text == #"["a","b"]"#)
        #expect(present["meta"]?.text == #"{"at":1.0}"#)
        #expect(try await server.run("status").json()["agents-live"]?.integer == 1)
        let check = try await server.run("status", "--check")
        #expect(check.exit == .status(0))
        #expect(check.text.isEmpty)
    }

    @Test func `an agent without a name is the user on this machine`() async throws {
        let server = try await RunningServer()
        _ = try await server.run("pub", "a", "x", environment: ["AGENT_ID": ""])
        let from = try await server.run("history").member("from")
        #expect(from.hasPrefix("tester."))
        _ = try await server.run("pub", "b", "x", "--from", "flag.wins")
        #expect(try await server.run("history", "b").member("from") == "flag.wins")
    }

    @Test func `without variables the agent has the name of the account`() async throws {
        let server = try await RunningServer()
        let shell = try Child(
            ["-c", "USER= LOGNAME= '\(Binary.path)' pub a x {} >/dev/null && id -un"],
            of: "/bin/sh", environment: ["WORKSHOP_URL": server.url])
        #expect(await shell.waits() == .status(0))
        let name = try #require(shell.output.lines.first)
        #expect(try await server.run("history").member("from").hasPrefix("\(name)."))
    }

    @Test func `filters of history`() async throws {
        let server = try await RunningServer()
        var ids: [String] = []
        for (agent, type) in [("a.x", "one.x"), ("b.x", "one.y"), ("a.x", "two.x")] {
            ids.append(try await server.run("pub", "c", type, "--from", agent).member("id"))
        }
        func types(_ words: String...) async throws -> [String] {
            try await server.run(["history", "c"] + words).lines.map { line in
                try Envelope(parsing: Array(line.utf8)).type
            }
        }
        #expect(try await types("--type", "one.") == ["one.x", "one.y"])
        #expect(try await types("--from", "a.x") == ["one.x", "two.x"])
        #expect(try await types("-n", "1") == ["two.x"])
        #expect(try await types("--first", "1") == ["one.x"])
        #expect(try await types("--since", ids[0]) == ["one.y", "two.x"])
        #expect(try await types("--before", ids[2]) == ["one.x", "one.y"])
        #expect(try await types("--since", "1h", "--all") == ["one.x", "one.y", "two.x"])
        #expect(try await types("--before", "1h") == [])
        #expect(try await types("--not-from", "a.x") == ["one.y"])
        _ = try await server.run("pub", "d", "three.x")
        _ = try await server.run("pub", "e", "four.x")
        #expect(try await types("d") == ["one.x", "one.y", "two.x", "three.x"])
    }
}
