import Foundation
import Testing
import WorkshopModel

@testable import WorkshopCommands

/// `complete-values`, which the scripts ask.
@Suite struct CompleteValuesTests {
    /// The values of a kind for a line that goes on after these words, each with its note.
    private func values(
        _ kind: ValueKind, _ words: String..., prefix: String = "", of server: RunningServer,
        environment: [String: String] = [:]
    ) async throws -> [String] {
        let outcome = try await server.run(
            ["complete-values", kind.rawValue, "--prefix", prefix, "--"] + words,
            environment: environment)
        #expect(outcome.exit == .status(0))
        #expect(outcome.errors == "")
        return outcome.lines.map { $0.replacing(/just now|\d+s ago/, with: "now") }
    }

    private func create(_ title: String, on server: RunningServer) async throws -> String {
        try await server.run("task", "create", title).member("id")
    }

    @Test func `tasks to claim are open, tasks to finish are mine, others are any`() async throws {
        let server = try await RunningServer()
        let open = try await create("open", on: server)
        let mine = try await create("mine", on: server)
        // For me, but his.
        let his = try await server.run("task", "create", "his", "--for", "tester.lab")
            .member("id")
        let claim = try await server.run("task", "claim", mine).member("claim")
        _ = try await server.run("task", "claim", his, "--from", "bob.lab")
        _ = try await server.run("task", "create", "elsewhere", "--ch", "far")

        let line = ["task", "claim", "--ch", "tasks"]
        #expect(
            try await values(.openTask, line[0], line[1], line[2], line[3], of: server)
                == ["\(open)\topen"])
        #expect(try await values(.openTask, "task", "claim", of: server).count == 2)
        #expect(try await values(.heldTask, "task", "done", of: server) == ["\(mine)\tmine"])
        #expect(
            try await values(.heldTask, "task", "done", "--from", "bob.lab", of: server)
                == ["\(his)\this"])
        #expect(
            try await values(.heldTask, "task", "done", of: server, environment: ["AGENT_ID": ""])
                == [])
        #expect(
            try await values(.claim, "task", "done", mine, of: server) == ["\(claim)\tmine"])
        #expect(
            try await values(.task, "task", "list", "--ch", "tasks", of: server)
                == ["\(his)\this (claimed)", "\(mine)\tmine (claimed)", "\(open)\topen (open)"])
    }

    @Test func `types and messages are those seen in the channel`() async throws {
        let server = try await RunningServer()
        let first = try await server.run("pub", "a", "one.type", "1").member("id")
        let second = try await server.run("pub", "b", "other", "1").member("id")
        #expect(try await values(.messageType, "pub", "a", of: server) == ["one.type\tnow"])
        #expect(
            try await values(.messageType, "tail", "a", "b", of: server)
                == ["other\tnow", "one.type\tnow"])
        #expect(try await values(.messageType, "tail", of: server).count == 2)
        #expect(
            try await values(.message, "pub", "b", "x", of: server)
                == ["\(second)\tother from tester.lab, now"])
        #expect(try await values(.message, of: server).last?.prefix(26) == first[...])
    }

    @Test func `channels that stand on the line are not told again`() async throws {
        let server = try await RunningServer()
        for channel in ["a", "b", "c"] { _ = try await server.run("pub", channel, "x") }
        #expect(
            try await values(.channel, "tail", of: server)
                == ["c\t1 message, now", "b\t1 message, now", "a\t1 message, now"])
        #expect(try await values(.channel, "tail", "b", "c", of: server) == ["a\t1 message, now"])
    }

    @Test func `agents are those who are here or wrote lately`() async throws {
        let server = try await RunningServer()
        _ = try await server.run("pub", "a", "x", "--from", "ada.lab")
        _ = try await server.run("pub", "b", "x", "--from", "bob.lab")
        _ = try await server.run("presence", "beat", "--from", "eve.lab")
        #expect(
            try await values(.agent, "task", "create", of: server)
                == ["eve.lab\there", "bob.lab\twrote now", "ada.lab\twrote now"])
        #expect(
            try await values(.agent, "tail", "a", "--from", of: server)
                == ["eve.lab\there", "ada.lab\twrote now"])
    }

    @Test func `files are those shared, cursors those kept, pages those of the manual`()
        async throws
    {
        let server = try await RunningServer()
        _ = try server.folder.write([1], to: "map.txt")
        let hash = try await server.run("put", "map.txt", "--ch", "a").member("hash")
        #expect(try await values(.blob, "get", of: server) == ["\(hash)\tmap.txt"])

        let state = ["XDG_STATE_HOME": server.folder.file("state")]
        _ = try await server.run(
            ["tail", "--cursor", "mine", "--since", "all", "--count", "1"], environment: state)
        #expect(
            try await values(.cursor, "tail", "--cursor", of: server, environment: state)
                == ["mine"])

        let pages = try await values(.page, "help", of: server)
        #expect(pages.contains("pub\tpublish a message"))
        #expect(!pages.contains { $0.hasPrefix("complete-values") })
        #expect(
            try await values(.page, "help", "task", of: server).contains("claim\ttake on a task"))
        #expect(try await values(.page, "help", "task", "claim", of: server) == [])
    }

    @Test func `the server is the one that the line names`() async throws {
        let server = try await RunningServer()
        _ = try await server.run("pub", "here", "x")
        let nowhere = ["WORKSHOP_URL": "http://127.0.0.1:1"]
        #expect(try await values(.channel, "tail", of: server, environment: nowhere) == [])
        #expect(
            try await values(
                .channel, "--url=\(server.url)", "tail", of: server, environment: nowhere)
                == ["here\t1 message, now"])
        #expect(
            try await values(.channel, "tail", "--url", "http://127.0.0.1:1", of: server) == [])
    }

    @Test func `nothing on the server changes`() async throws {
        let server = try await RunningServer()
        let task = try await create("x", on: server)
        _ = try await server.run("task", "claim", task)
        let before = try await [
            server.run("history", "--all").text, server.run("task", "list").text,
            server.run("presence").text,
        ]
        for kind in ValueKind.allCases {
            _ = try await values(kind, "task", "done", task, of: server)
        }
        let after = try await [
            server.run("history", "--all").text, server.run("task", "list").text,
            server.run("presence").text,
        ]
        #expect(after == before)
    }

    @Test(arguments: [
        ["channel"], ["channel", "--", "--url"], ["channel", "--", "--url", "::"],
        ["channel", "--", "nonsense", "--nonsense"], ["held-task", "--", "--from", "\n"],
        ["nonsense"], ["nonsense", "--", "tail"], ["type", "--", "pub", "a/b"],
        ["type", "--", "tail", "\n"],
    ])
    func `whatever is wrong, nothing is said`(_ words: [String]) async throws {
        let server = try await RunningServer()
        for url in [server.url, "http://127.0.0.1:1", "nonsense"] {
            let outcome = try await server.run(
                ["complete-values"] + words, environment: ["WORKSHOP_URL": url])
            #expect(outcome.exit == .status(0))
            #expect(outcome.text == "")
            #expect(outcome.errors == "")
        }
    }

    @Test func `a server that does not answer is waited for no longer than a key press may take`()
        async throws
    {
        let silent = try SilentServer()
        let clock = ContinuousClock()
        var shortest = Duration.seconds(60)
        // The machine may be busy with something else once, or twice.
        for kind in [ValueKind.channel, .agent, .task, .messageType] {
            let begin = clock.now
            let child = try Child([
                "complete-values", kind.rawValue, "--url", "http://127.0.0.1:\(silent.port)",
            ])
            #expect(await child.waits() == .status(0))
            shortest = min(shortest, begin.duration(to: clock.now))
            #expect(child.output.text == "")
            #expect(child.errors.text == "")
        }
        #expect(shortest > .milliseconds(200))
        // Any other request is waited for far longer.
        #expect(shortest < .seconds(3))
    }

    @Test func `what others put in reaches no terminal as it is`() async throws {
        let server = try await RunningServer()
        let id = try await server.run("pub", "a", "good").member("id")
        let task = try await create("x", on: server)
        let sql = """
            UPDATE messages SET type = 'x' || char(27) || ']0;owned' || char(7) WHERE id = '\(id)';
            UPDATE tasks SET title = 'x' || char(27) || '[2J' || char(10) || 'y' || char(9) || 'z';
            """
        let sqlite = try Child(
            ["-cmd", ".timeout 5000", server.folder.file("workshop.db"), sql],
            of: "/usr/bin/sqlite3")
        try #require(await sqlite.waits() == .status(0))
        #expect(try await values(.messageType, "pub", "a", of: server) == [])
        #expect(
            try await values(.openTask, of: server) == ["\(task)\tx\\u001b[2J\\ny\\tz"])
    }
}
