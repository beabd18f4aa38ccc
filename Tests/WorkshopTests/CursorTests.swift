import Foundation
import Testing
import WorkshopModel

@testable import WorkshopCommands

/// `workshop tail --cursor`: a place in the stream that outlives the process.
@Suite struct CursorTests {
    /// Where cursors are kept in these tests.
    private static func state(_ server: RunningServer) -> [String: String] {
        ["XDG_STATE_HOME": server.folder.file("state")]
    }

    private func tail(_ server: RunningServer, _ words: String...) async throws -> Outcome {
        try await server.run(["tail"] + words, environment: Self.state(server))
    }

    private func bodies(_ outcome: Outcome) throws -> [String] {
        try outcome.lines.map { try Envelope(parsing: Array($0.utf8)).body.text }
    }

    private func publish(_ numbers: ClosedRange<Int>, to server: RunningServer) async throws {
        let lines = numbers.map { "\($0)\n" }.joined()
        let outcome = try await server.run(
            "pub", "a", "x", "--lines", input: .bytes(Array(lines.utf8)))
        #expect(outcome.exit == .status(0))
    }

    /// The file of a cursor.
    private func file(_ name: String, _ server: RunningServer) -> String {
        let address = server.url.replacing("/", with: "%2F")
        return server.folder.file("state/workshop/cursors/\(address)/\(name)")
    }

    private func position(_ name: String, _ server: RunningServer) throws -> String {
        String(try String(contentsOfFile: file(name, server), encoding: .utf8).prefix(26))
    }

    @Test func `a run goes on where the one before stopped`() async throws {
        let server = try await RunningServer()
        try await publish(1...5, to: server)
        let words = ["--cursor", "x", "--since", "all", "--count", "2"]
        for expected in [["1", "2"], ["3", "4"]] {
            let outcome = try await server.run(["tail"] + words, environment: Self.state(server))
            #expect(outcome.exit == .status(0))
            #expect(try bodies(outcome) == expected)
        }
        let rest = try await tail(server, "--cursor", "x", "-n", "9", "--count", "1")
        #expect(try bodies(rest) == ["5"])
        #expect(try await tail(server, "--cursor", "x", "--timeout", "1ms").exit == .status(124))
    }

    @Test func `what is published between a first run without a message and the next is shown`()
        async throws
    {
        let server = try await RunningServer()
        try await publish(1...2, to: server)
        let first = try await tail(server, "--cursor", "new", "--timeout", "2s")
        #expect(first.exit == .status(124))
        #expect(first.lines.isEmpty)
        try await publish(3...3, to: server)
        let second = try await tail(server, "--cursor", "new", "--count", "1")
        #expect(try bodies(second) == ["3"])
    }

    @Test func `a first run with -n shows those and goes on behind them`() async throws {
        let server = try await RunningServer()
        try await publish(1...4, to: server)
        let first = try await tail(server, "--cursor", "x", "-n", "2", "--count", "1")
        #expect(try bodies(first) == ["3"])
        #expect(try bodies(try await tail(server, "--cursor", "x", "--count", "1")) == ["4"])
        let empty = try await tail(server, "b", "--cursor", "y", "-n", "2", "--timeout", "2s")
        #expect(empty.exit == .status(124))
        _ = try await server.run("pub", "b", "x", "5")
        #expect(try bodies(try await tail(server, "b", "--cursor", "y", "--count", "1")) == ["5"])
    }

    @Test func `a second reader of one name is told who holds it, and 4`() async throws {
        let server = try await RunningServer()
        let first = try server.start(["tail", "--cursor", "x"], environment: Self.state(server))
        try await server.waitForSubscribers(1)
        let second = try await tail(server, "--cursor", "x", "--timeout", "5s")
        #expect(second.exit == .status(4))
        #expect(
            second.errors == """
                workshop: cursor 'x' is held by process \(first.identifier)
                hint: each reader needs a cursor of its own

                """)
        let other = try await tail(server, "--cursor", "y", "--timeout", "1ms")
        #expect(other.exit == .status(124))
        first.send(SIGKILL)
        _ = await first.waits()
        #expect(try await tail(server, "--cursor", "x", "--timeout", "1ms").exit == .status(124))
    }

    @Test func `a cursor belongs to a server's address`() async throws {
        let server = try await RunningServer()
        try await publish(1...1, to: server)
        let words = ["tail", "--cursor", "x", "--since", "all", "--count", "1"]
        #expect(try bodies(try await server.run(words, environment: Self.state(server))) == ["1"])
        let other = server.url.replacing("127.0.0.1", with: "localhost")
        let again = try await server.run(
            words + ["--url", other], environment: Self.state(server))
        #expect(try bodies(again) == ["1"])
    }

    @Test(arguments: ["../x", "a/b", ".x", "-x", "", "a b", "é", String(repeating: "x", count: 65)])
    func `a name that could lead elsewhere is refused`(_ name: String) async throws {
        let outcome = try await InProcess.run(["tail", "--cursor=\(name)"])
        #expect(outcome.ending == .status(.usage))
        #expect(outcome.errors.contains("'--cursor'"))
    }

    @Test func `a filter's cursor moves over what it leaves out`() async throws {
        let server = try await RunningServer()
        let moved = "01J00000000000000000000009"
        let canned = try CannedServer(
            answer: "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
                + ": open\n\nid: \(moved)\n\n")
        let outcome = try await tail(
            server, "--cursor", "x", "--type", "y", "--since", "01J00000000000000000000001",
            "--url", "http://127.0.0.1:\(canned.port)", "--timeout", "2s")
        #expect(outcome.exit == .status(124))
        let folder = "state/workshop/cursors/http:%2F%2F127.0.0.1:\(canned.port)/x"
        #expect(try server.folder.read(folder).starts(with: Array(moved.utf8)))
    }

    @Test func `after a gap the cursor goes down to what there is`() async throws {
        let server = try await RunningServer()
        try await publish(1...2, to: server)
        let ahead = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"
        let strict = try await tail(server, "--cursor", "x", "--since", ahead, "--strict")
        #expect(strict.exit == .status(1))
        #expect(strict.errors.contains("hint: without --strict"))
        #expect(try position("x", server) == ahead)
        let first = try await tail(server, "--cursor", "x", "--count", "1")
        #expect(first.errors.contains("are gone"))
        #expect(try bodies(first) == ["1"])
        let second = try await tail(server, "--cursor", "x", "--count", "1")
        #expect(second.errors.isEmpty)
        #expect(try bodies(second) == ["2"])
    }

    @Test func `what a reader left in the pipe comes again`() async throws {
        let server = try await RunningServer()
        try await publish(1...400, to: server)
        let shell = try Child(
            ["-c", "'\(Binary.path)' tail --cursor x --since all | head -c 10000"],
            of: "/bin/bash",
            environment: Self.state(server).merging(["WORKSHOP_URL": server.url]) { $1 })
        #expect(await shell.waits() == .status(0))
        #expect(shell.errors.text.isEmpty)
        let taken = shell.output.text.split(separator: "\n", omittingEmptySubsequences: false)
        // The last one was cut.
        let whole = taken.dropLast().map(String.init)
        let rest = try await tail(server, "--cursor", "x", "--count", "\(400 - whole.count)")
        #expect(whole + rest.lines == (try await server.run("history", "-n", "400")).lines)
    }

    @Test func `without a state folder of its own it is below the home folder`() async throws {
        let server = try await RunningServer()
        for relative in ["", "not/absolute"] {
            let outcome = try await server.run(
                ["tail", "--cursor", "x", "--timeout", "2s"],
                environment: ["HOME": server.folder.path, "XDG_STATE_HOME": relative])
            #expect(outcome.exit == .status(124))
        }
        let address = server.url.replacing("/", with: "%2F")
        let file = server.folder.file(".local/state/workshop/cursors/\(address)/x")
        #expect(FileManager.default.fileExists(atPath: file))
    }

    @Test func `a file that is no cursor, and a folder that cannot be made, are told`()
        async throws
    {
        let server = try await RunningServer()
        _ = try await tail(server, "--cursor", "x", "--timeout", "2s")
        for text in ["hello\n", String(repeating: "0", count: 99), ULID.zero.text + "\u{0}1\n"] {
            try text.write(toFile: file("x", server), atomically: false, encoding: .utf8)
            let outcome = try await tail(server, "--cursor", "x", "--timeout", "2s")
            #expect(outcome.exit == .status(9))
            #expect(outcome.errors.contains("holds no cursor\nhint: remove it"))
        }
        let blocked = try await server.run(
            ["tail", "--cursor", "x"], environment: ["XDG_STATE_HOME": "/dev/null/x"])
        #expect(blocked.exit == .status(9))
        #expect(blocked.errors.hasPrefix("workshop: cannot keep a cursor in '/dev/null/x"))
    }

    @Test func `a server that is not there leaves a new name new`() async throws {
        let server = try await RunningServer()
        let gone = try await tail(server, "--cursor", "x", "--url", "http://127.0.0.1:1")
        #expect(gone.exit == .status(6))
        let file = "state/workshop/cursors/http:%2F%2F127.0.0.1:1/x"
        #expect(try server.folder.read(file).starts(with: Array("-----".utf8)))
    }
}
