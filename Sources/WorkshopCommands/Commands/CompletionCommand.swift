import Arguments

/// `workshop completion`: what a shell needs to complete this program's command lines.
struct CompletionCommand {
    static let command: Command = Command(
        CommandDescription(
            "completion", summary: "print the completion script of a shell",
            discussion: """
                The script completes commands, options and their values, and asks the server for \
                channels, tasks, message types and agents. Without a server it offers the rest. \
                'make install' puts it where the shell finds it.
                """,
            section: "Program",
            operands: [
                OperandDescription(
                    "SHELL", hint: .choices(of: CompletionShell.self),
                    summary: "the shell that is to complete")
            ],
            examples: [
                ExampleDescription(
                    "source <(workshop completion bash)", summary: "in ~/.bashrc, for bash"),
                ExampleDescription(
                    "workshop completion zsh >~/.zfunc/_workshop",
                    summary: "for zsh, with ~/.zfunc in fpath"),
                ExampleDescription(
                    "workshop completion fish >~/.config/fish/completions/workshop.fish",
                    summary: "for fish"),
            ],
            exitStatuses: [ExitStatus.done.description, ExitStatus.usage.description])
    ) { invocation in
        let shell = try invocation.parsed.operand("SHELL").required(
            as: .choice(of: CompletionShell.self))
        try invocation.output.write(script(for: shell))
    }

    static func script(for shell: CompletionShell) -> String {
        CommandTable.root.description.completionScript(
            for: shell, valuesCommand: CompleteValuesCommand.name)
    }
}
