import Arguments
import Testing

@Suite struct SubcommandTests {
    @Test("the path names the command from the program down")
    func path() throws {
        let parsed = try Depot.parsed("job", "list")
        #expect(parsed.path.names == ["depot", "job", "list"])
        #expect(parsed.path.text == "depot job list")
        #expect(parsed.name == "job list")
    }

    @Test(
        "global options may stand before or after the subcommand",
        arguments: [
            ["-u", "x", "job", "list", "-v"], ["-v", "job", "-u", "x", "list"],
            ["job", "list", "-vux"], ["--url=y", "job", "-v", "list", "--url=x"],
        ])
    func globalOptions(arguments: [String]) throws {
        let parsed = try Depot.parsed(arguments)
        #expect(parsed.name == "job list")
        #expect(parsed.option("url").string == "x")
        #expect(parsed.flag("verbose"))
    }

    @Test("an option of the parent that is not global takes no subcommand after it")
    func localOption() throws {
        #expect(try Depot.parsed("crew", "--every").flag("every"))
        let before = Depot.error(["crew", "--every", "beat"])
        #expect(before?.message == "option '--every' does not apply to 'depot crew beat'")
        let after = Depot.error(["crew", "beat", "--every"])
        #expect(after?.message == "unknown option '--every'")
    }

    @Test("an option that both levels have must stand after the subcommand")
    func optionOfBothLevels() {
        var root = CommandDescription("p", summary: "s", options: [Self.all])
        root.subcommands = [CommandDescription("c", summary: "s", options: [Self.all])]
        #expect {
            try root.parse(["--all", "c"])
        } throws: { error in
            (error as? UsageError)?.message == "option '--all' must stand after 'p c'"
        }
    }
    private static let all = OptionDescription("all", summary: "s")

    @Test("a command that needs a subcommand says so with its usage")
    func missingCommand() {
        let root = Depot.error([])
        #expect(root?.message == "missing command")
        #expect(root?.usage == ["depot [options] COMMAND"])
        #expect(root?.seeAlso == "see 'depot --help'")
        let job = Depot.error(["job", "-v"])
        #expect(job?.message == "missing command after 'depot job'")
        #expect(job?.usage == ["depot job [options] COMMAND"])
    }

    @Test("a command that needs no subcommand runs without one")
    func optionalSubcommand() throws {
        #expect(try Depot.parsed("crew").name == "crew")
        #expect(try Depot.parsed("crew", "beat").name == "crew beat")
        #expect(Depot.error(["crew", "beet"])?.hint == "did you mean 'beat'?")
    }

    @Test(
        "an unknown command is never run as a guess",
        arguments: [
            (["wach"], "unknown command 'wach'", "did you mean 'watch'?", ["depot"]),
            (["wat"], "unknown command 'wat'", "did you mean 'watch'?", ["depot"]),
            (["Watch"], "unknown command 'Watch'", "did you mean 'watch'?", ["depot"]),
            (["job", "lst"], "unknown command 'lst'", "did you mean 'list'?", ["depot", "job"]),
            (["claim"], "unknown command 'claim'", "did you mean 'depot job claim'?", ["depot"]),
            (["list"], "unknown command 'list'", "did you mean 'depot job list'?", ["depot"]),
            (["clam"], "unknown command 'clam'", "did you mean 'depot job claim'?", ["depot"]),
            (
                ["crew", "watch"], "unknown command 'watch'", "did you mean 'depot watch'?",
                ["depot", "crew"]
            ),
            (
                ["crew", "debug"], "unknown command 'debug'", nil,
                ["depot", "crew"]
            ),
            (["xyzzy"], "unknown command 'xyzzy'", nil, ["depot"]),
            ([""], "unknown command ''", nil, ["depot"]),
            (["-"], "unknown command '-'", nil, ["depot"]),
            (["debg"], "unknown command 'debg'", nil, ["depot"]),
        ] as [([String], String, String?, [String])])
    func unknownCommand(arguments: [String], message: String, hint: String?, names: [String]) {
        let error = Depot.error(arguments)
        #expect(error?.message == message)
        #expect(error?.hint == hint)
        #expect(error?.commandNames == names)
    }

    @Test("a hidden command is accepted")
    func hiddenCommand() throws {
        #expect(try Depot.parsed("debug").name == "debug")
    }

    @Test("the name of a command is found below the root, or a near one suggested")
    func pathToNames() throws {
        #expect(try Depot.root.path(to: []).text == "depot")
        #expect(try Depot.root.path(to: ["job", "run"]).text == "depot job run")
        #expect(throws: UsageError.self) { try Depot.root.path(to: ["job", "ran"]) }
        #expect(throws: UsageError.self) { try Depot.root.path(to: ["job", "run", "run"]) }
    }

    @Test("a command that is not suggested elsewhere is left out of the hint")
    func notSuggestedElsewhere() throws {
        let claims = ["job", "bench"].map { name in
            let isMeant = name == "job"
            let claim = CommandDescription(
                "claim", summary: "claim", isSuggestedElsewhere: isMeant)
            return CommandDescription(name, summary: name, subcommands: [claim])
        }
        let root = CommandDescription("depot", summary: "store", subcommands: claims)
        let error = #expect(throws: UsageError.self) { try root.parse(["claim"], environment: [:]) }
        #expect(error?.hint == "did you mean 'depot job claim'?")
        let near = #expect(throws: UsageError.self) {
            try root.parse(["bench", "clam"], environment: [:])
        }
        #expect(near?.hint == "did you mean 'claim'?")
    }
}
