import Foundation
import Testing
import WorkshopModel

/// The statuses of the manual that need a server; 2, 6 and most of 9 are in ``NonsenseTests``.
@Suite struct ExitStatusTests {
    private static let unknown = "sha256:" + String(repeating: "0", count: 64)

    @Test func `3 is not found`() async throws {
        let server = try await RunningServer()
        let missing = "01AN4Z07BY79KA1307SR9X4MV3"
        for words in [
            ["task", "show", missing], ["task", "claim", missing], ["task", "done", missing],
            ["get", Self.unknown], ["get", Self.unknown, "-o", "x"],
        ] {
            let outcome = try await server.run(words)
            #expect(outcome.exit == .status(3), "\(words)")
            #expect(outcome.errors.hasPrefix("workshop: "))
            #expect(outcome.text.isEmpty)
        }
        #expect(!FileManager.default.fileExists(atPath: server.folder.file("x")))
    }

    @Test func `4 is a task that another holds, a stale claim and a wrong state`() async throws {
        let server = try await RunningServer()
        let id = try await server.run("task", "create", "x").member("id")
        #expect(try await server.run("task", "done", id).exit == .status(4))
        let claim = try await server.run("task", "claim", id).member("claim")
        let lost = try await server.run("task", "claim", id, "--from", "late.lab")
        #expect(lost.exit == .status(4))
        #expect(lost.errors == "workshop: task \(id): already claimed by tester.lab\n")
        for verb in ["done", "abandon"] {
            let stolen = try await server.run("task", verb, id, "--from", "thief.lab")
            #expect(stolen.exit == .status(4))
            #expect(stolen.errors.contains("claimed by tester.lab"))
        }
        _ = try await server.run("task", "abandon", id)
        _ = try await server.run("task", "claim", id)
        for verb in ["update", "done", "abandon"] {
            let fenced = try await server.run("task", verb, id, "--claim", claim)
            #expect(fenced.exit == .status(4))
        }
    }

    @Test func `5 is no task to claim, and 124 none within the wait`() async throws {
        let server = try await RunningServer()
        let none = try await server.run("task", "claim", "--next")
        #expect(none.exit == .status(5))
        #expect(none.errors == "workshop: there is no open task\n")
        _ = try await server.run("task", "create", "x", "--ch", "other")
        let elsewhere = try await server.run("task", "claim", "--next", "--ch", "jobs")
        #expect(elsewhere.exit == .status(5))
        #expect(elsewhere.errors == "workshop: there is no open task in 'jobs'\n")
        let waited = try await server.run(
            "task", "claim", "--next", "--ch", "jobs", "--wait", "200ms")
        #expect(waited.exit == .status(124))
        #expect(waited.text.isEmpty)
    }

    @Test func `8 is an update of a task that is to stop`() async throws {
        let server = try await RunningServer()
        let id = try await server.run("task", "create", "x").member("id")
        let claim = try await server.run("task", "claim", id).member("claim")
        #expect(try await server.run("task", "update", id, "{}").exit == .status(0))
        _ = try await server.run(
            "task", "interrupt", id, "--reason", "too slow", "--from", "boss.lab")
        let told = try await server.run("task", "update", id, #"{"at":9}"#, "--claim", claim)
        #expect(told.exit == .status(8))
        #expect(try told.json()["interrupted"]?.boolean == true)
        #expect(told.errors == "workshop: task \(id): interrupted by boss.lab: too slow\n")
        let notes = try await server.run("history", "tasks", "--type", "task.updated").lines
        #expect(notes.last?.contains(#""at":9"#) == true)
    }

    @Test func `7 is what the server refuses`() async throws {
        let server = try await RunningServer(["--max-file-size", "4"])
        _ = try server.folder.write(Array("12345".utf8), to: "large")
        #expect(try await server.run("put", "large").exit == .status(7))
        let port = server.url.split(separator: ":").last ?? ""
        let renamed = try await server.run(
            "status", "--url", "http://example.test:\(port)",
            environment: ["http_proxy": server.url])
        #expect(renamed.exit == .status(7))
        #expect(renamed.errors.contains("--hostname example.test"))
    }

    @Test func `9 is a local file that cannot be written`() async throws {
        let server = try await RunningServer()
        _ = try server.folder.write([1], to: "f")
        let hash = try await server.run("put", "f").member("hash")
        #expect(try await server.run("get", hash, "-o", "/nowhere/x").exit == .status(9))
        let shell = try Child(
            ["-c", "'\(Binary.path)' status > /dev/full"], of: "/bin/sh",
            environment: ["WORKSHOP_URL": server.url])
        #expect(await shell.waits() == .status(9))
        #expect(shell.errors.text.contains("cannot write to standard output: no space left"))
    }

    @Test func `9 is a closed standard output, before anything is done`() async throws {
        let server = try await RunningServer()
        func run(_ line: String) async throws -> Child {
            let shell = try Child(
                ["-c", "'\(Binary.path)' \(line)"], of: "/bin/sh",
                environment: ["WORKSHOP_URL": server.url])
            #expect(await shell.waits() == .status(line.contains("--check") ? 0 : 9))
            return shell
        }
        let shell = try await run("pub a x {} >&-")
        #expect(shell.errors.text == "workshop: standard output is closed\n")
        #expect(try await server.run("history").lines.isEmpty)
        _ = try await run("status --check <&- >&- 2>&-")
        _ = try await run("tail <&- >&- 2>&-")
    }

    @Test func `124 is a timeout, and a count that is reached in time is 0`() async throws {
        let server = try await RunningServer()
        #expect(try await server.run("tail", "--timeout", "200ms").exit == .status(124))
        _ = try await server.run("pub", "a", "x")
        let counted = try await server.run("tail", "-n", "1", "--count", "1", "--timeout", "30s")
        #expect(counted.exit == .status(0))
        #expect(counted.lines.count == 1)
    }

    @Test func `1 is a gap with --strict, and a remark without`() async throws {
        let server = try await RunningServer()
        _ = try await server.run("pub", "a", "x")
        let ahead = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"
        let strict = try await server.run("tail", "--since", ahead, "--strict")
        #expect(strict.exit == .status(1))
        #expect(strict.errors.contains("messages after '\(ahead)' are gone"))
        let told = try await server.run("tail", "--since", ahead, "--count", "1")
        #expect(told.exit == .status(0))
        #expect(told.errors.contains("messages after '\(ahead)' are gone"))
        #expect(told.lines.count == 1)
    }

    @Test func `50 processes claim one task and one gets it`() async throws {
        let server = try await RunningServer()
        let id = try await server.run("task", "create", "x").member("id")
        var children: [Child] = []
        for number in 0..<50 {
            children.append(
                try server.start(["task", "claim", id, "--from", "agent\(number).lab"]))
        }
        var exits: [Child.Exit] = []
        for child in children { exits.append(await child.waits()) }
        #expect(exits.filter { $0 == .status(0) }.count == 1)
        #expect(exits.filter { $0 == .status(4) }.count == 49)
        let winner = try #require(zip(children, exits).first { $0.1 == .status(0) }?.0)
        let holder = try await server.run("task", "show", id).member("claimed_by")
        #expect(winner.output.text.contains(#""claimed_by":"\#(holder)""#))
    }
}
