import Testing

@testable import WorkshopCommands

/// Wrong input of every kind, with the sentence that names the fix. No server is needed: none of
/// these gets that far.
@Suite struct NonsenseTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var line: String
        var sentence: String
        var environment: [String: String] = [:]
        var input: String?

        init(
            _ line: String, _ sentence: String, environment: [String: String] = [:],
            input: String? = nil
        ) {
            self.line = line
            self.sentence = sentence
            self.environment = environment
            self.input = input
        }

        var testDescription: String { line.isEmpty ? "nothing" : line }
    }

    static let cases = [
        Case("", "missing command"),
        Case("", "\n  history     show messages of the past"),
        Case("tial", "did you mean 'tail'?"),
        Case("tial --help", "did you mean 'tail'?"),
        Case("version", "did you mean '--version'?"),
        Case("pub", "missing operand 'CH'"),
        Case("pub general", "missing operand 'TYPE'"),
        Case("pub a/b msg.text", "'ch' has a '/', which channel names may not have"),
        Case("pub general msg.text {oops", "BODY: invalid JSON at byte 1"),
        Case("pub general msg.text {oops", "hint: a body is JSON, such as"),
        Case("pub general msg.text {} {}", "unexpected operand '{}'"),
        Case("pub general msg.text {} --text hi", "BODY and '--text' exclude each other"),
        Case("pub general msg.text --lines --text hi", "'--text' and '--lines' exclude each other"),
        Case("pub general msg.text -F nothing", "'nothing' is no field"),
        Case("pub general msg.text -F =1", "'=1' is no field"),
        Case("pub general msg.text -F a=1 -F a=2", "field 'a' is given twice"),
        Case("pub general msg.text - ", "standard input: JSON expected, found nothing"),
        Case("pub general msg.text", "standard input: invalid JSON at byte 0", input: "oops"),
        Case(
            "pub general msg.text",
            "hint: no BODY was given, so standard input was read; write '{}', or '</dev/null'",
            input: "oops"),
        Case("task done X", "hint: no RESULT was given, so standard input", input: "oops"),
        Case("task update X", "hint: no BODY was given, so standard input", input: "oops"),
        Case("task claim", "missing operand 'ID'"),
        Case("task claim", "hint: --next claims the oldest open task"),
        Case("task claim X --next", "'ID' and '--next' exclude each other"),
        Case("task claim X --wait 1s", "'--wait' needs '--next'"),
        Case("task claim --ch jobs", "'--ch' needs '--next'"),
        Case("task claim X --lease 999ms", "expected a duration from 1s to 1d"),
        Case("task claim --next --lease 25h", "expected a duration from 1s to 1d"),
        Case("task update X", "a JSON object expected, found an array", input: "[]"),
        Case("pub general msg.text --text -", "not valid UTF-8", input: "\u{0}INVALID"),
        Case("pub general msg.text --lines", "line 2: invalid JSON at byte 0", input: "\noops\n"),
        Case("pub general msg.text --txet hi", "did you mean '--text'?"),
        Case("pub general msg.text {} --from \u{7}", "'from' has a control character"),
        Case(
            "pub general msg.text {} --reply-to \(String(repeating: "x", count: 129))",
            "at most 128"),
        Case("tail -n x", "expected an integer from 0 to 10000"),
        Case("tail -n 5 --since all", "'-n' and '--since' exclude each other"),
        Case("tail --since yesterday", "expected an id, a duration such as 10m, a time such as"),
        Case("tail --count 0", "expected an integer of at least 1"),
        Case("tail --timeout soon", "expected a duration such as 500ms, 30s, 5m, 1h30m, 1d or 1w"),
        Case("history -n 5 --first 5", "exclude each other"),
        Case("history --all -n 5", "exclude each other"),
        Case("history --before all", "expected an id, a duration such as 10m, or a time such as"),
        Case("history a b/c", "which channel names may not have"),
        Case("history --color sometimes", "expected auto, always or never"),
        Case("task", "missing command after 'workshop task'"),
        Case("task calim 1", "did you mean 'claim'?"),
        Case("claim 1", "did you mean 'workshop task claim'?"),
        Case("task pub a x", "did you mean 'workshop pub'?"),
        Case("help clam", "did you mean 'workshop task claim'?"),
        Case("task list --status opne", "did you mean 'open'?"),
        Case("completion bsh", "did you mean 'bash' or 'zsh'?"),
        Case("completion", "missing operand 'SHELL'"),
        Case("help message --json", "--json tells of commands, and 'message' is none"),
        Case("task create", "missing operand 'TITLE'"),
        Case("task create x --context {", "--context: invalid JSON at byte 1"),
        Case("task list --status gone", "expected open, claimed or done"),
        Case("task list --mine --for bob", "'--mine' and '--for' exclude each other"),
        Case("task show a/b", "expected the id of a task"),
        Case("task update X [1]", "BODY: a JSON object expected, found an array"),
        Case("put", "missing operand 'FILE'"),
        Case("put - -", "standard input can be stored once only"),
        Case("get abc", "a file hash is 'sha256:' and 64 lower-case hexadecimal digits"),
        Case("presence beat --meta [1]", "--meta: a JSON object expected, found an array"),
        Case("presence beat --every 1h", "expected a duration from 100ms to 1m"),
        Case("bench", "missing command after 'workshop bench'"),
        Case("bench pub --rate 0", "expected an integer from 1 to 1000000"),
        Case("bench pub --rate 1000001", "expected an integer from 1 to 1000000"),
        Case("bench pub --rate fast", "expected an integer from 1 to 1000000"),
        Case("bench sub --size 27", "expected a size from 28B to 1023KiB"),
        Case("bench pub --size 1047553", "expected a size from 28B to 1023KiB"),
        Case("bench put --size 31", "expected a size from 32B to 1TiB"),
        Case("bench pub -n 5 -d 5s", "'--count' and '--duration' exclude each other"),
        Case("bench pub -d 0", "expected a duration from 1ms to 1d"),
        Case("bench pub -c 0", "expected an integer from 1 to 10000"),
        Case("bench pub --ch a/b", "'ch' has a '/', which channel names may not have"),
        Case(
            "bench pub --channels 100 --ch \(String(repeating: "c", count: 126))",
            "'--ch' is too long for 100 channels"),
        Case("bench sub --subscribers 0", "expected an integer from 1 to 100000"),
        Case("bench pub --url https://x", "the load goes over plain HTTP, and 'https://x' is not"),
        Case("status --url localhost:4242", "write 'http://localhost:4242' for a host"),
        Case("status", "is no address of a workshop", environment: ["WORKSHOP_URL": "ftp://x"]),
        Case("help nothing", "unknown command 'nothing'"),
        Case("serve --url http://x", "--listen says where to serve"),
        Case("serve --listen nowhere", "expected HOST:PORT, [V6]:PORT, :PORT or unix:/path"),
        Case("serve --listen 4281", "hint: write ':4281'"),
        Case("serve --listen localhost:70000", "expected a port from 0 to 65535"),
        Case("serve --retention-days -1", "expected an integer from 0 to 36500"),
        Case("serve --max-file-size big", "expected a size such as"),
        Case("serve --allow here", "expected a network such as"),
        Case("serve --allow 203.0.113.0/33", "expected a network such as"),
        Case("serve --allow fe80::1%eth0", "expected a network such as"),
        Case("serve --allow ::ffff:203.0.113.0/24", "expected a network such as"),
        Case("serve --allow-origin *", "expected an origin such as https://example.org"),
        Case("serve --allow-origin null", "expected an origin such as https://example.org"),
        Case("serve --allow-origin https://example.org/", "without a path"),
        Case("serve --allow-origin https://ann@example.org", "expected an origin such as"),
        Case("serve --allow-origin ftp://example.org", "expected an origin such as"),
        Case("serve --hostname .", "expected a host name, without a port"),
        Case("serve --allow-origin example.org", "expected an origin such as https://example.org"),
        Case("serve --hostname a:1", "expected a host name, without a port"),
        Case("serve --sync no", "expected full or normal"),
        Case("serve", "in environment variable 'PORT'", environment: ["PORT": "http"]),
        Case("serve", "in environment variable 'HOST'", environment: ["HOST": "a b"]),
        Case(
            "serve", "in environment variable 'WORKSHOP_VERBOSE'",
            environment: ["WORKSHOP_VERBOSE": "si"]),
        Case(
            "serve", "in environment variable 'WORKSHOP_RETENTION_DAYS'",
            environment: ["WORKSHOP_RETENTION_DAYS": "long"]),
        Case(
            "serve", "in environment variable 'WORKSHOP_ALLOW'",
            environment: ["WORKSHOP_ALLOW": "10.0.0.0/8, there"]),
    ]

    @Test(arguments: cases)
    func `wrong input is status 2 and a sentence`(_ wrong: Case) async throws {
        let words = wrong.line.split(separator: " ").map(String.init)
        var input = wrong.input.map { Array($0.utf8) }
        // What no literal can hold.
        if wrong.input == "\u{0}INVALID" { input = [0xFF] }
        let result = try await InProcess.run(words, environment: wrong.environment, input: input)
        #expect(result.ending == .status(.usage))
        #expect(result.errors.contains(wrong.sentence), "\(result.errors)")
        #expect(result.errors.hasPrefix("workshop: "))
        #expect(result.output.isEmpty)
    }

    @Test func `a local file that cannot be read is status 9`() async throws {
        for line in [
            ["pub", "general", "x", "@/nowhere/x"], ["pub", "general", "x", "-F", "a=@/nowhere/x"],
            ["task", "create", "x", "--context", "@/nowhere/x"], ["put", "/nowhere/x"],
        ] {
            let result = try await InProcess.run(line)
            #expect(result.ending == .status(.localFile))
            #expect(result.errors.contains("'/nowhere/x'"), "\(result.errors)")
            #expect(result.errors.contains("no such file or directory"), "\(result.errors)")
        }
    }

    @Test(arguments: [
        ["pub", "general", "x", "{}"], ["tail"], ["tail", "-n", "1"], ["tail", "--since", "1m"],
        ["history"], ["history", "--all"], ["channels"], ["task", "create", "x"], ["task", "list"],
        ["task", "show", "X"], ["task", "claim", "X"], ["task", "update", "X"],
        ["task", "done", "X"], ["task", "abandon", "X"], ["task", "interrupt", "X"],
        ["put", "/etc/passwd"], ["get", String(repeating: "0", count: 64)], ["presence"],
        ["presence", "beat"], ["status"], ["bench", "pub"], ["bench", "sub"], ["bench", "claim"],
        ["bench", "put"],
    ])
    func `without a server every command is status 6 and says how to start one`(
        _ words: [String]
    ) async throws {
        // Port 1 needs privileges to listen on, and nobody does.
        let result = try await InProcess.run(words + ["--url", "http://127.0.0.1:1"])
        #expect(result.ending == .status(.unreachable))
        #expect(result.errors.contains("cannot reach 'http://127.0.0.1:1'"), "\(result.errors)")
        #expect(result.errors.contains("hint: 'workshop serve' starts a server"))
        #expect(result.output.isEmpty)
    }

    @Test func `status --check without a server is its exit status`() async throws {
        let result = try await InProcess.run(["status", "--check", "--url", "http://127.0.0.1:1"])
        #expect(result.ending == .status(.unreachable))
        #expect(result.errors.isEmpty)
        #expect(result.output.isEmpty)
    }
}
