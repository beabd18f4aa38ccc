import Arguments
import Testing

@Suite struct HelpRequestTests {
    @Test(
        "help wins over every other argument and shows the deepest command named",
        arguments: [
            (["-h"], "depot"),
            (["--help"], "depot"),
            (["--help", "--version"], "depot"),
            (["--version", "-h"], "depot"),
            (["-vh"], "depot"),
            (["job", "-h"], "depot job"),
            (["-h", "job", "run"], "depot job run"),
            (["job", "run", "--help"], "depot job run"),
            (["send", "-h"], "depot send"),
            (["send", "--nonsense", "a", "b", "c", "d", "-h"], "depot send"),
            (["shell", "csh", "-h"], "depot shell"),
            (["crew", "--every", "beat", "-h"], "depot crew beat"),
            (["watch", "-h", "--count"], "depot watch"),
        ])
    func help(arguments: [String], command: String) throws {
        let result = try Depot.root.parse(arguments, environment: ["DEPOT_VERBOSE": "bad"])
        guard case .help(let path) = result else {
            Issue.record("not help but \(result)")
            return
        }
        #expect(path.text == command)
    }

    @Test(
        "help does not hide that there is no such command",
        arguments: [["nowhere", "--help"], ["-h", "nowhere"], ["job", "nowhere", "-h"]])
    func unknown(arguments: [String]) {
        let error = #expect(throws: UsageError.self) { try Depot.root.parse(arguments) }
        #expect(error?.message == "unknown command 'nowhere'")
    }

    @Test("the version as a command suggests the option")
    func versionCommand() {
        let error = #expect(throws: UsageError.self) { try Depot.root.parse(["version"]) }
        #expect(error?.hint == "did you mean '--version'?")
    }

    @Test(
        "the version of the program is told whatever else is wrong",
        arguments: [["--version"], ["--version", "--nonsense"], ["-v", "--version", "nowhere"]])
    func version(arguments: [String]) throws {
        let result = try Depot.root.parse(arguments)
        guard case .version = result else {
            Issue.record("not the version but \(result)")
            return
        }
    }

    @Test(
        "help is not asked for by a value or by a word after two dashes",
        arguments: [
            ["watch", "--count", "--help"], ["watch", "-n", "-h"], ["watch", "--", "-h"],
            ["job", "run", "--", "-h"], ["watch", "-nh"],
        ])
    func noHelp(arguments: [String]) throws {
        _ = try Depot.parsed(arguments)
    }
}
