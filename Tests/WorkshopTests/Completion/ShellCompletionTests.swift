import Arguments
import Foundation
import Testing

/// What the scripts make of a command line, in the real shells. The program is made up, so that
/// it has one of everything; nothing here runs it.
@Suite struct ShellCompletionTests {
    private static let demo = CommandDescription(
        "demo", summary: "it's a [demo]: $HOME",
        options: [
            OptionDescription(
                "url", value: ValueDescription("URL"), isGlobal: true, summary: "where"),
            OptionDescription("json", isGlobal: true, summary: "how"),
        ],
        subcommands: [
            CommandDescription(
                "send", summary: "say 'it' [again]: \\now",
                options: [
                    OptionDescription(
                        "file", short: "f", value: ValueDescription("PATH", .file), summary: "f"),
                    OptionDescription(
                        "into", value: ValueDescription("FOLDER", .directory), summary: "d"),
                    OptionDescription(
                        "level", value: ValueDescription("LEVEL", .choices(["low", "high"])),
                        summary: "how loud: [low] or 'high'"),
                    OptionDescription(
                        "tag", short: "t", value: ValueDescription("K=V", .field),
                        isRepeatable: true, summary: "t"),
                    OptionDescription("verbose", short: "v", summary: "v"),
                    OptionDescription("covert", isHidden: true, summary: "c"),
                ],
                operands: [
                    OperandDescription("WHO", summary: "who"),
                    OperandDescription("BODY", hint: .textOrFile, summary: "what"),
                    OperandDescription(
                        "HOW", hint: .choices(["fast", "slow"]), isRepeatable: true, summary: "how"),
                ]),
            CommandDescription(
                "job", summary: "jobs",
                subcommands: [
                    CommandDescription(
                        "run", summary: "run one",
                        options: [
                            OptionDescription(
                                "number", short: "n", value: ValueDescription("N"), summary: "n"),
                            OptionDescription("quick", short: "q", summary: "q"),
                        ],
                        passthrough: OperandDescription(
                            "CMD", isRepeatable: true, summary: "the command")),
                    CommandDescription("list-all", summary: "list them"),
                ]),
            CommandDescription("hidden", summary: "nothing to see", isHidden: true),
        ])

    private func shell(_ kind: CompletionShell, extra: String = "") async throws -> CompletingShell
    {
        let folder = try Folder()
        for name in ["notes.txt", "a b.txt", "c:d.txt"] { _ = try folder.write([], to: name) }
        try FileManager.default.createDirectory(
            atPath: folder.file("north/sub"), withIntermediateDirectories: true)
        let script = Self.demo.completionScript(for: kind, valuesCommand: "values")
        return try await CompletingShell(kind, script, of: "demo", in: folder, extra: extra)
    }

    private func expect(
        _ table: [(line: String, candidates: [String])], in kind: CompletionShell
    ) async throws {
        let shell = try await shell(kind)
        for (line, candidates) in table {
            let found = try await shell.complete(line).candidates
            #expect(found == candidates.sorted(), "\(kind): \(line)")
        }
    }

    @Test(arguments: CompletionShell.allCases)
    func `commands are offered where one stands`(_ kind: CompletionShell) async throws {
        try await expect(
            [
                ("demo ", ["send", "job"]), ("demo s", ["send"]),
                ("demo job ", ["list-all", "run"]),
                ("demo --json job l", ["list-all"]), ("demo --url http://x:1 s", ["send"]),
                ("demo --url=http://x:1 job r", ["run"]), ("demo --url job s", ["send"]),
                ("demo hid", []), ("demo nonsense ", []), ("demo job nonsense r", []),
                ("true; demo s", ["send"]), ("true | demo s", ["send"]),
            ], in: kind)
    }

    @Test(arguments: CompletionShell.allCases)
    func `options are offered anywhere, and once unless they repeat`(
        _ kind: CompletionShell
    ) async throws {
        try await expect(
            [
                ("demo send --le", ["--level"]), ("demo send x --le", ["--level"]),
                ("demo send --co", []), ("demo send --js", ["--json"]),
                ("demo --json send --js", []), ("demo send --json --js", []),
                ("demo send --verbose --ver", []), ("demo send -v --ver", []),
                ("demo send --level low --le", []), ("demo send --level=low --le", []),
                ("demo send --tag a=b --ta", ["--tag"]), ("demo send -ta=b --ta", ["--tag"]),
                ("demo send -vf notes.txt --ver", []), ("demo send -vf notes.txt --fi", []),
                ("demo send -- --le", []),
                ("demo job run -q -n3 --qu", []), ("demo job run -qn 3 --nu", []),
            ], in: kind)
        let all = try await shell(kind).complete("demo send -").candidates
        let expected = [
            "--file", "--into", "--level", "--tag", "--verbose", "--help", "--url", "--json", "-f",
            "-t", "-v", "-h",
        ]
        #expect(all == expected.sorted())
    }

    @Test(arguments: CompletionShell.allCases)
    func `values are those of the option or operand`(_ kind: CompletionShell) async throws {
        try await expect(
            [
                ("demo send --level ", ["high", "low"]), ("demo send --level h", ["high"]),
                ("demo send --url ", []), ("demo send ", []), ("demo send x ", []),
                ("demo send x {} ", ["fast", "slow"]), ("demo send x {} slow f", ["fast"]),
                ("demo send x -- {} slow f", ["fast"]), ("demo send -v x --url u {} f", ["fast"]),
                ("demo send --level no", []), ("demo send 'a b' \"c d\" f", ["fast"]),
                ("demo send $(echo a b) {} f", ["fast"]), ("demo send x {} >out f", ["fast"]),
                ("demo send x {} f 2>/dev/null --le", ["--level"]),
            ].filter { kind != .fish || !$0.0.contains(">out") }, in: kind)
    }

    @Test(arguments: CompletionShell.allCases)
    func `what is typed becomes what was meant`(_ kind: CompletionShell) async throws {
        let shell = try await shell(kind)
        let table = [
            ("demo send --level=h", "demo send --level=high "),
            ("demo send --file not", "demo send --file notes.txt "),
            ("demo send --file=not", "demo send --file=notes.txt "),
            ("demo send -f not", "demo send -f notes.txt "),
            ("demo send -fnot", "demo send -fnotes.txt "),
            ("demo send -vf not", "demo send -vf notes.txt "),
            ("demo send --file a", "demo send --file a\\ b.txt "),
            ("demo send --file 'a", "demo send --file 'a b.txt' "),
            ("demo send --file \"a b", "demo send --file \"a b.txt\" "),
            ("demo send --file c:d", "demo send --file c:d.txt "),
            ("demo send --into n", "demo send --into north/"),
            ("demo send --into=no", "demo send --into=north/"),
            ("demo send x @no", "demo send x @no"),
            ("demo send x @not", "demo send x @notes.txt "),
            ("demo send x @a", "demo send x @a\\ b.txt "),
            ("demo send x no", "demo send x no"),
            ("demo send --tag k=@not", "demo send --tag k=@notes.txt "),
            ("demo send --tag=k=@not", "demo send --tag=k=@notes.txt "),
            ("demo send -tk=@not", "demo send -tk=@notes.txt "),
            ("demo send x >not", "demo send x >notes.txt "),
            ("demo send x > not", "demo send x > notes.txt "),
            ("demo job l", "demo job list-all "), ("demo send --ver", "demo send --verbose "),
            ("demo send x --ver", "demo send x --verbose "),
        ]
        for (typed, line) in table {
            // fish completes no path that is glued to a letter.
            if kind == .fish, typed.contains("-fnot") { continue }
            let found = try await shell.complete(typed).line
            #expect(found == line, "\(kind)")
        }
    }

    @Test(arguments: CompletionShell.allCases)
    func `after -- stands another command line`(_ kind: CompletionShell) async throws {
        let shell = try await shell(kind)
        let table = [
            ("demo job run -- setsi", "demo job run -- setsid "),
            ("demo job run -n 2 -- setsi", "demo job run -n 2 -- setsid "),
            ("demo job run -- cat no", "demo job run -- cat no"),
            ("demo job run -- cat not", "demo job run -- cat notes.txt "),
            ("demo job run -- demo send --lev", "demo job run -- demo send --level"),
            ("demo job run setsi", "demo job run setsi"),
        ]
        for (typed, line) in table {
            let found = try await shell.complete(typed).line
            // bash knows the options of that other command by the package bash-completion alone.
            if kind == .bash, typed.contains("demo send") { continue }
            #expect(found.hasPrefix(line), "\(kind): \(found)")
        }
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: package)))
    func `bash completes the other command line by its own rules where it can`() async throws {
        let shell = try await shell(.bash, extra: ". \(Self.package)")
        #expect(
            try await shell.complete("demo job run -n 2 -- demo send --lev").line
                == "demo job run -n 2 -- demo send --level ")
        #expect(try await shell.complete("demo job run -- setsi").line == "demo job run -- setsid ")
    }

    private static let package = "/usr/share/bash-completion/bash_completion"
}
