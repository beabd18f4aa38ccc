import Arguments
import WorkshopModel

/// `workshop help`: the manual.
struct HelpCommand {
    /// Wider lines are hard to read.
    private static let widest = 100

    static let command: Command = Command(
        CommandDescription(
            "help", summary: "show the manual",
            discussion: """
                Opens the page of a command with man, or prints it where there is no man or \
                standard output is no terminal. It is always the page of this very program. \
                'tutorial', 'message' (what a message is), 'http' (how programs talk to the \
                server) and 'promises' are pages too. Without a name, an overview is printed.

                With --json it is one JSON object that describes the command, or the whole program, \
                and everything below it: options, operands, values, examples, exit statuses.
                """,
            section: "Program",
            operands: [
                OperandDescription(
                    "PAGE", hint: .page, isRequired: false, isRepeatable: true,
                    summary: "a command, such as 'task claim', tutorial, message, http or promises")
            ],
            examples: [
                ExampleDescription("workshop help tutorial", summary: "where to begin"),
                ExampleDescription("workshop help task claim", summary: "how to claim a task"),
                ExampleDescription(
                    "workshop help --json | jq -r '.commands[] | .name + \": \" + .summary'",
                    summary: "the commands, for a program"),
            ],
            exitStatuses: [ExitStatus.done.description, ExitStatus.usage.description])
    ) { invocation in
        let names = invocation.parsed.operand("PAGE").strings
        let root = CommandTable.root.description
        let topic = names.count == 1 ? ManualPage.Topic(rawValue: names[0]) : nil
        let path = try root.path(to: topic == nil ? names : [])
        if invocation.parsed.flag(SharedOptions.json.name) {
            guard topic == nil else {
                throw invocation.parsed.usageError(
                    "--json tells of commands, and '\(names[0])' is none")
            }
            return try invocation.output.write(line: path.json(version: Version.current).bytes)
        }
        guard !names.isEmpty, let page = ManualPage(named: topic?.pageName ?? path.manualName)
        else { return try show(path, on: invocation.output) }
        try ManualReader(output: invocation.output).show(page)
    }

    /// Shows the short help of a command, as `--help` does.
    static func show(_ path: CommandPath, on output: Output) throws {
        try output.write(path.help(width: min(output.columns, widest)))
    }
}
