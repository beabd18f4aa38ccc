import Arguments
import Testing

@Suite struct OperandTests {
    @Test(
        "options may stand before, between and after operands",
        arguments: [
            ["send", "-q", "north", "crate"], ["send", "north", "-q", "crate"],
            ["send", "north", "crate", "-q"],
        ])
    func optionsAnywhere(arguments: [String]) throws {
        let parsed = try Depot.parsed(arguments)
        #expect(parsed.flag("quick"))
        #expect(parsed.operand("YARD").string == "north")
        #expect(parsed.operand("KIND").string == "crate")
        #expect(parsed.operand("KIND").origin == .operand("KIND"))
        #expect(parsed.operand("BODY").string == nil)
    }

    @Test("a lone dash and an empty word are operands")
    func loneDash() throws {
        let parsed = try Depot.parsed("send", "north", "", "-")
        #expect(parsed.operand("KIND").string == "")
        #expect(parsed.operand("BODY").string == "-")
    }

    @Test("after two dashes every word is an operand")
    func endOfOptions() throws {
        let parsed = try Depot.parsed("send", "--", "-q", "--help", "--")
        #expect(!parsed.flag("quick"))
        #expect(parsed.operand("YARD").string == "-q")
        #expect(parsed.operand("KIND").string == "--help")
        #expect(parsed.operand("BODY").string == "--")
    }

    @Test("a negative number is an operand only after two dashes")
    func negativeNumber() throws {
        let error = Depot.error(["send", "north", "-5"])
        #expect(error?.message == "unknown option '-5'")
        #expect(error?.hint == "write '--' before '-5' if it is an operand")
        let parsed = try Depot.parsed("send", "north", "crate", "--", "-5")
        #expect(try parsed.operand("BODY").value(as: .integer()) == -5)
    }

    @Test("a repeatable operand takes all that are left, and may take none")
    func repeatable() throws {
        for yards in [[], ["a"], ["a", "b", "a"]] {
            #expect(try Depot.parsed(["watch"] + yards).operand("YARD").strings == yards)
        }
    }

    @Test(
        "too few and too many operands are refused with the usage",
        arguments: [
            (["send"], "missing operand 'YARD'"),
            (["send", "north"], "missing operand 'KIND'"),
            (["send", "a", "b", "c", "extra"], "unexpected operand 'extra'"),
            (["send", "a", "b", "c", "d", "e"], "unexpected operand 'd'"),
        ])
    func wrongNumber(arguments: [String], message: String) {
        let error = Depot.error(arguments)
        #expect(error?.message == message)
        #expect(error?.usage == ["depot send [options] YARD KIND [BODY]"])
        #expect(error?.commandNames == ["depot", "send"])
        #expect(error?.seeAlso == "see 'depot send --help'")
    }

    @Test("an operand that is none of its choices is refused")
    func choice() throws {
        #expect(try Depot.parsed("shell", "fish").operand("SHELL").string == "fish")
        let error = Depot.error(["shell", "bsh"])
        #expect(error?.message == "invalid value 'bsh' for 'SHELL': expected bash, zsh or fish")
        #expect(error?.hint == "did you mean 'bash' or 'zsh'?")
    }

    @Test("words after two dashes pass through untouched")
    func passthrough() throws {
        let parsed = try Depot.parsed("job", "run", "--once", "--", "make", "-h", "--", "--once=x")
        #expect(parsed.flag("once"))
        #expect(parsed.operand("CMD").strings == ["make", "-h", "--", "--once=x"])
    }

    @Test(
        "a command to pass through must stand after two dashes",
        arguments: [
            (["job", "run"], "missing operand 'CMD' after '--'", nil),
            (["job", "run", "--"], "missing operand 'CMD' after '--'", nil),
            (
                ["job", "run", "make"], "unexpected operand 'make'",
                "write '--' before 'make' if it begins CMD"
            ),
        ] as [([String], String, String?)])
    func passthroughMissing(arguments: [String], message: String, hint: String?) {
        let error = Depot.error(arguments)
        #expect(error?.message == message)
        #expect(error?.hint == hint)
        #expect(error?.usage == ["depot job run [options] -- CMD..."])
    }
}
