import Arguments
import Testing

@Suite struct OptionTests {
    @Test(
        "an option takes its value in every form getopt knows",
        arguments: [
            (["--count", "5"], "5"),
            (["--count=5"], "5"),
            (["--count="], ""),
            (["--count=-5"], "-5"),
            (["--count=a=b"], "a=b"),
            (["--count=\u{301}"], "\u{301}"),
            (["-n", "5"], "5"),
            (["-n5"], "5"),
            (["-n=5"], "=5"),
            (["-n", ""], ""),
            (["-vn5"], "5"),
            (["-vn", "5"], "5"),
        ])
    func valueForms(arguments: [String], value: String) throws {
        let parsed = try Depot.parsed(["watch"] + arguments)
        #expect(parsed.option("count").string == value)
    }

    @Test(
        "the word after an option is its value whatever it looks like",
        arguments: ["-", "--", "-v", "--verbose", "--help", "-h", "--nonsense", ""])
    func separateValueIsLiteral(word: String) throws {
        let parsed = try Depot.parsed("watch", "--count", word, "north")
        #expect(parsed.option("count").string == word)
        #expect(parsed.operand("YARD").strings == ["north"])
    }

    @Test("bundled flags are each given")
    func bundledFlags() throws {
        let parsed = try Depot.parsed("send", "-vq", "north", "crate")
        #expect(parsed.flag("verbose"))
        #expect(parsed.flag("quick"))
        #expect(try !Depot.parsed("send", "north", "crate").flag("quick"))
    }

    @Test("the last of a repeated option wins, unless it collects")
    func lastWins() throws {
        let watch = try Depot.parsed("watch", "-n", "1", "--count=2", "-n3")
        #expect(watch.option("count").strings == ["3"])
        #expect(watch.option("count").origin == .option("-n"))
        let send = try Depot.parsed("send", "-l", "a=1", "north", "--label=b=2", "crate", "-lc=3")
        #expect(send.option("label").strings == ["a=1", "b=2", "c=3"])
        #expect(send.option("label").string == "c=3")
    }

    @Test("an option that is not given has no value and no origin")
    func notGiven() throws {
        let count = try Depot.parsed("watch").option("count")
        #expect(!count.isGiven)
        #expect(count.string == nil)
        #expect(count.origin == nil)
        #expect(count.strings == [])
        #expect(try count.value(as: .integer()) == nil)
        #expect(try Depot.parsed("watch", "--count=").option("count").isGiven)
    }

    @Test(
        "options that are wrong are refused",
        arguments: [
            (["watch", "--count"], "missing value for '--count'"),
            (["watch", "-n"], "missing value for '-n'"),
            (["watch", "-vn"], "missing value for '-n'"),
            (["send", "--quick=yes"], "option '--quick' takes no value"),
            (["send", "--quick="], "option '--quick' takes no value"),
            (["watch", "--help=x"], "option '--help' takes no value"),
            (["watch", "--nonsense=5"], "unknown option '--nonsense'"),
            (["watch", "--=5"], "unknown option '--'"),
            (["watch", "---"], "unknown option '---'"),
            (["watch", "--Count", "5"], "unknown option '--Count'"),
            (["watch", "--coun", "5"], "unknown option '--coun'"),
            (["watch", "-x"], "unknown option '-x'"),
            (["watch", "-vx"], "unknown option '-x' in '-vx'"),
            (["watch", "-\u{301}"], "unknown option '-\u{301}'"),
            (["watch", "--version"], "unknown option '--version'"),
            (["watch", "--sync=h"], "invalid value 'h' for '--sync': expected full or normal"),
        ])
    func refused(arguments: [String], message: String) {
        #expect(Depot.error(arguments)?.message == message)
    }

    @Test("the first of several errors is told")
    func firstError() {
        #expect(Depot.error(["--one", "nowhere", "--two"])?.message == "unknown option '--one'")
        #expect(Depot.error(["nowhere", "--two"])?.message == "unknown command 'nowhere'")
    }

    @Test("hidden options are accepted")
    func hiddenOption() throws {
        #expect(try Depot.parsed("send", "--secret", "north", "crate").flag("secret"))
    }
}
