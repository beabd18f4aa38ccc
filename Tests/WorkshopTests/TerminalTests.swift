import Testing
import WorkshopModel

/// Every command as a person at a terminal of 80 columns sees it.
@Suite struct TerminalTests {
    private static let plain = ["NO_COLOR": "1"]

    @Test func `results are aligned text`() async throws {
        let server = try await RunningServer()
        func screen(_ words: String...) async throws -> String {
            try await server.run(words, terminal: true, environment: Self.plain).screen
        }
        #expect(
            try await screen("pub", "general", "msg.text", "--text", "hello")
                == "published <id> to general (0 subscribers)\n")
        _ = try await server.run("pub", "general", "x.y", #"{"a":"\u001b[31m","b":"\u202e‮"}"#)
        #expect(
            try await screen("history", "general") == """
                <clock>  general   tester.lab  msg.text      hello  <id>
                <clock>  general   tester.lab  x.y           {"a":"\\u001b[31m","b":"\\u202e\\u202
                                                              e"}  <id>

                """)
        #expect(
            try await screen("channels") == """
                CHANNEL  MESSAGES  FOLLOWERS  LAST
                general         2          0  <time>

                """)
        #expect(try await screen("task", "create", "look") == "created task <id>\n")
        let task = try await server.run("task", "list").member("id")
        #expect(
            try await screen("task", "list") == """
                ID                          STATUS  AGE  AGENT  TITLE
                <id>  open    now  -      look

                """)
        #expect(try await screen("task", "claim", task).contains("claimed  <time> by tester.lab"))
        #expect(try await screen("task", "update", task) == "updated task <id>\n")
        #expect(
            try await screen("task", "interrupt", task)
                == "told whoever holds task <id> to stop\n")
        #expect(
            try await screen("presence", "beat") == """
                tester.lab is here
                task <id> is to stop, says tester.lab

                """)
        #expect(
            try await screen("presence") == """
                AGENT       SEEN      CHANNELS
                tester.lab  <time>  

                """)
        #expect(try await screen("task", "done", task) == "finished task <id>\n")
        #expect(try await screen("status").contains("messages      7\n"))
    }

    @Test func `files`() async throws {
        let server = try await RunningServer()
        _ = try server.folder.write(Array("hello".utf8), to: "greeting")
        let put = try await server.run("put", "greeting", terminal: true)
        #expect(put.screen == "<hash>  greeting (5 B)\n")
        let hash = try await server.run("put", "greeting").member("hash")
        let got = try await server.run("get", hash, "-o", "copy", terminal: true)
        #expect(got.screen == "copy (5 B)\n")
        let refused = try await server.run("get", hash, terminal: true)
        #expect(refused.exit == .status(2))
        #expect(refused.errors.contains("a file is not written to a terminal"))
    }

    @Test func `a followed message shows its time of day`() async throws {
        let server = try await RunningServer()
        let tail = try await server.startTail(["--count", "1", "--color", "never"], terminal: true)
        _ = try await server.run("pub", "general", "msg.text", "--text", "hi\u{1B}[2J")
        let exit = await tail.waits()
        let outcome = Outcome(exit: exit, output: tail.output.bytes, errors: tail.errors.text)
        #expect(
            outcome.screen == "<clock>  general   tester.lab  msg.text      hi\\u001b[2J\n"
                + String(repeating: " ", count: 46) + "<id>\n")
    }

    @Test func `a long message is cut, and its files can be fetched`() async throws {
        let server = try await RunningServer()
        _ = try server.folder.write([1], to: "f")
        let text = (1...7).map { "line \($0)" }.joined(separator: "\n")
        _ = try await server.run("pub", "a", "x", "--text", text, "--file", "f")
        let indent = String(repeating: " ", count: 46)
        let screen = try await server.run("history", terminal: true, environment: Self.plain)
        #expect(
            screen.screen == """
                <clock>  a         tester.lab  x             line 1
                \(indent)line 2
                \(indent)line 3
                \(indent)line 4
                \(indent)line 5…  (65 B, --json shows all)
                \(indent)<id>
                    file <hash>

                """)
    }

    @Test func `what is left out or not there is said`() async throws {
        let server = try await RunningServer()
        func shown(_ words: String...) async throws -> String {
            try await server.run(words, terminal: true, environment: Self.plain).errors
        }
        #expect(try await shown("history", "a") == "workshop: no messages in 'a'\n")
        #expect(try await shown("task", "list") == "workshop: no tasks\n")
        #expect(try await shown("presence") == "workshop: nobody is here\n")
        #expect(try await shown("channels") == "workshop: no channels\n")
        for text in ["1", "2"] {
            _ = try await server.run("pub", "a", "x", text)
            _ = try await server.run("task", "create", text)
        }
        #expect(try await shown("history", "a", "-n", "2") == "")
        #expect(
            try await shown("history", "a", "-n", "1")
                == "workshop: these are the newest 1; -n or --all shows more\n")
        #expect(
            try await shown("history", "a", "--first", "1")
                == "workshop: these are the oldest 1; --first or --all shows more\n")
        #expect(try await shown("task", "list", "-n", "2") == "")
        #expect(
            try await shown("task", "list", "-n", "1")
                == "workshop: these are the newest 1; -n shows more\n")
    }

    @Test(arguments: [
        (["TERM": "xterm"], [String](), true), (["TERM": "dumb"], [], false),
        (["NO_COLOR": "1"], [], false), (["NO_COLOR": ""], [], true),
        ([:], ["--color", "never"], false), (["NO_COLOR": "1"], ["--color", "always"], true),
    ])
    func `colour follows --color, NO_COLOR and TERM`(
        _ environment: [String: String], _ words: [String], _ isColored: Bool
    ) async throws {
        let server = try await RunningServer()
        let status = try await server.run(
            ["status"] + words, terminal: true, environment: environment)
        #expect(status.text.contains("\u{1B}[") == isColored)
    }

    @Test func `--json on a terminal is what a pipe gets`() async throws {
        let server = try await RunningServer()
        _ = try await server.run("pub", "general", "x")
        let piped = try await server.run("history")
        let shown = try await server.run("history", "--json", terminal: true)
        #expect(shown.text.replacing("\r\n", with: "\n") == piped.text)
    }
}
