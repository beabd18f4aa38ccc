import Arguments
import Testing

@Suite struct DefectsTests {
    @Test("the sample program has no defects")
    func none() {
        #expect(Depot.root.defects() == [])
    }

    @Test("each ambiguity of a description is told", arguments: brokenCommands)
    func broken(command: CommandDescription, defects: [String]) {
        let root = CommandDescription("p", summary: "s", options: [shared], subcommands: [command])
        #expect(root.defects() == defects)
    }

    private static let brokenCommands: [(CommandDescription, [String])] = [
        (command("a b"), ["'p a b': 'a b' is no name for a command"]),
        (command("-a"), ["'p -a': '-a' is no name for a command"]),
        (CommandDescription("a", summary: ""), ["'p a': has no summary"]),
        (
            command("a", options: [option("b")]),
            ["'p a': 'b' is no long name for an option"]
        ),
        (
            command("a", options: [option("bb", "-")]),
            ["'p a': '--' is no short option"]
        ),
        (
            command("a", options: [option("shared")]),
            ["'p a': two options named '--shared'"]
        ),
        (
            command("a", options: [option("help")]), ["'p a': two options named '--help'"]
        ),
        (
            command("a", options: [option("bb", "s"), option("cc", "h")]),
            ["'p a': two options named '-h'", "'p a': two options named '-s'"]
        ),
        (
            command("a", options: [option("bb", hint: .choices([]))]),
            ["'p a': option '--bb' has no choices"]
        ),
        (
            command("a", operands: [operand("X", isRequired: false), operand("Y")]),
            ["'p a': optional operand 'X' before a required one"]
        ),
        (
            command("a", operands: [operand("X", isRepeatable: true), operand("Y")]),
            ["'p a': repeatable operand 'X' before another"]
        ),
        (
            command("a", operands: [operand("X"), operand("X")]),
            ["'p a': two operands named 'X'"]
        ),
        (
            command("a", operands: [operand("X", hint: .choices([]))]),
            ["'p a': operand 'X' has no choices"]
        ),
        (
            command("a", operands: [operand("X", hint: .choices(["a", "b c", "", "$d"]))]),
            [
                "'p a': choice 'b c' of operand 'X' is no plain word",
                "'p a': choice '' of operand 'X' is no plain word",
                "'p a': choice '$d' of operand 'X' is no plain word",
            ]
        ),
        (
            command("a", operands: [operand("X")], subcommands: [command("b")]),
            ["'p a': has both subcommands and operands"]
        ),
        (
            command("a", subcommands: [command("b"), command("b"), command("b")]),
            ["'p a': two subcommands named 'b'"]
        ),
    ]

    private let shared = OptionDescription("shared", short: "s", isGlobal: true, summary: "s")

    private static func command(
        _ name: String, options: [OptionDescription] = [], operands: [OperandDescription] = [],
        subcommands: [CommandDescription] = []
    ) -> CommandDescription {
        CommandDescription(
            name, summary: "s", options: options, operands: operands, subcommands: subcommands)
    }

    private static func option(
        _ name: String, _ short: Character? = nil, hint: ValueHint = .text
    ) -> OptionDescription {
        OptionDescription(name, short: short, value: ValueDescription("V", hint), summary: "s")
    }

    private static func operand(
        _ name: String, hint: ValueHint = .text, isRequired: Bool = true, isRepeatable: Bool = false
    ) -> OperandDescription {
        OperandDescription(
            name, hint: hint, isRequired: isRequired, isRepeatable: isRepeatable, summary: "s")
    }
}
