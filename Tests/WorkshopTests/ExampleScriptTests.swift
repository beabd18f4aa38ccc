import Foundation
import Testing
import WorkshopModel

/// The shell scripts under `Examples`, run as they stand.
@Suite struct ExampleScriptTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(component: "Examples")

    /// Starts a script in the server's folder, with `workshop` on its path, as a process group.
    private func start(
        _ name: String, _ words: String..., on server: RunningServer,
        environment: [String: String] = [:]
    ) throws -> Child {
        let binaries = URL(filePath: Binary.path).deletingLastPathComponent().path
        let usual = [
            "WORKSHOP_URL": server.url, "XDG_STATE_HOME": server.folder.file("state"),
            "PATH": "\(binaries):/usr/bin:/bin",
        ]
        return try Child(
            ["/bin/sh", Self.folder.appending(component: name).path] + words,
            of: "/usr/bin/setsid",
            environment: usual.merging(environment) { $1 }, folder: server.folder.path)
    }

    /// Waits for the only task, claims it and finishes it.
    private func answer(_ result: String, on server: RunningServer) async throws {
        var list = try await server.run("task", "list")
        while list.lines.isEmpty { list = try await server.run("task", "list") }
        let id = try list.member("id")
        for words in [["claim", id], ["done", id, result]] {
            let outcome = try await server.run(["task"] + words + ["--from", "oracle"])
            #expect(outcome.exit == .status(0))
        }
    }

    @Test func `ask.sh has two lines of sh`() throws {
        let text = try String(
            contentsOf: Self.folder.appending(component: "ask.sh"), encoding: .utf8)
        #expect(text.split(separator: "\n").filter { !$0.hasPrefix("#") }.count == 2)
    }

    @Test func `ask.sh prints the answer`() async throws {
        let server = try await RunningServer()
        let asked = try start("ask.sh", "what is 6*7?", on: server)
        try await answer("42", on: server)
        #expect(await asked.waits() == .status(0))
        #expect(asked.output.text == "42\n")
    }

    @Test func `ask.sh has its answer over a restart of the server`() async throws {
        let folder = try Folder()
        let first = try await RunningServer(in: folder, socket: "s")
        let asked = try start("ask.sh", "what is 6*7?", on: first)
        try await first.waitForSubscribers(1)
        first.child.send(SIGKILL)
        _ = await first.child.waits()
        #expect(await asked.errors.waits { $0.contains("trying again") })
        let second = try await RunningServer(in: folder, socket: "s")
        try await answer("42", on: second)
        #expect(await asked.waits() == .status(0))
        #expect(asked.output.text == "42\n")
    }

    @Test func `ask.sh passes on that nobody answers in time`() async throws {
        let server = try await RunningServer()
        let asked = try start(
            "ask.sh", "anybody?", on: server, environment: ["PATIENCE": "200ms"])
        #expect(await asked.waits() == .status(124))
        #expect(asked.output.text.isEmpty)
        #expect(asked.errors.text.contains("not done within 200ms"))
    }

    @Test func `collect.sh misses nothing while the server and it are away`() async throws {
        let folder = try Folder()
        let first = try await RunningServer(in: folder, socket: "s")
        func collected(_ count: Int, on server: RunningServer) async throws {
            let expected = try await server.run("history", "a").text
            #expect(expected.split(separator: "\n").count == count)
            let isThere = try await poll {
                // Not there before the first message.
                let bytes = (try? folder.read("a.ndjson")) ?? []
                return String(decoding: bytes, as: UTF8.self) == expected
            }
            #expect(isThere)
        }
        _ = try await first.run("pub", "a", "x", "1")
        let collector = try start("collect.sh", "a", on: first)
        try await collected(1, on: first)
        #expect(await first.stop() == .status(0))
        let second = try await RunningServer(in: folder, socket: "s")
        _ = try await second.run("pub", "a", "x", "2")
        try await collected(2, on: second)
        kill(-collector.identifier, SIGKILL)
        _ = await collector.waits()
        #expect(await second.stop() == .status(0))
        let third = try await RunningServer(in: folder, socket: "s")
        _ = try await third.run("pub", "a", "x", "3")
        let again = try start("collect.sh", "a", on: third)
        try await collected(3, on: third)
        kill(-again.identifier, SIGKILL)
        _ = await again.waits()
    }
}
