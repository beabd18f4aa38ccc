import Testing

@testable import Arguments

@Suite struct UsageErrorTests {
    @Test(
        "an unknown option is answered with the nearest one",
        arguments: [
            (["watch", "--cuont", "5"], "did you mean '--count'?"),
            (["watch", "--time=5"], "did you mean '--timeout'?"),
            (["watch", "--urls", "x"], "did you mean '--url'?"),
            (["watch", "--n", "5"], "did you mean '-n' or '--count'?"),
            (["watch", "-count", "5"], "did you mean '--count'?"),
            (["watch", "-verbose"], "did you mean '--verbose'?"),
            (["watch", "--hlep"], "did you mean '--help'?"),
            (["--versoin"], "did you mean '--version'?"),
            (["send", "--secrt"], nil),
            (["watch", "--xyzzy"], nil),
            (["job", "-5"], nil),
        ] as [([String], String?)])
    func unknownOption(arguments: [String], hint: String?) {
        let error = Depot.error(arguments)
        #expect(error?.message.hasPrefix("unknown option") == true)
        #expect(error?.hint == hint)
    }

    @Test("a command tells what only it can see")
    func ownError() throws {
        let error = try Depot.parsed("send", "north", "crate")
            .usageError("'--file' excludes BODY", hint: "give one of them")
        #expect(error.message == "'--file' excludes BODY")
        #expect(error.hint == "give one of them")
        #expect(error.seeAlso == "see 'depot send --help'")
    }

    @Test(
        "text of the caller is quoted so that it can be printed",
        arguments: [
            ("plain", "'plain'"), ("", "''"), ("två ord", "'två ord'"), ("a\nb", #"'a\nb'"#),
            ("\u{1b}[31m", #"'\u{1B}[31m'"#), ("\u{202E}x", #"'\u{202E}x'"#),
            (String(repeating: "x", count: 80), "'\(String(repeating: "x", count: 80))'"),
            (String(repeating: "x", count: 81), "'\(String(repeating: "x", count: 80))...'"),
        ])
    func quoted(text: String, expected: String) {
        #expect(text.quoted == expected)
    }
}
