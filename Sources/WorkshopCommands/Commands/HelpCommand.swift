import Arguments

/// `workshop help`: the help page of a command.
struct HelpCommand {
    /// Wider lines are hard to read.
    private static let widest = 100

    static let command: Command = Command(
        CommandDescription(
            "help", summary: "show the help page of a command", section: "Program",
            operands: [
                OperandDescription(
                    "COMMAND", isRequired: false, isRepeatable: true,
                    summary: "the command, such as 'task claim'; none shows the first page")
            ],
            examples: [
                ExampleDescription("workshop help task claim", summary: "how to claim a task")
            ],
            exitStatuses: [ExitStatus.done.description, ExitStatus.usage.description])
    ) { invocation in
        let names = invocation.parsed.operand("COMMAND").strings
        try show(try CommandTable.root.description.path(to: names), on: invocation.output)
    }

    static func show(_ path: CommandPath, on output: Output) throws {
        try output.write(path.help(width: min(output.columns, widest)))
    }
}
