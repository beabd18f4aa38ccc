import Arguments

/// `workshop task`: the commands on tasks.
struct TaskCommand {
    static let command = Command(
        CommandDescription(
            "task", summary: "create, claim and finish tasks",
            discussion: """
                A task is open until somebody claims it, and done when that agent says so. \
                However many agents claim at once, exactly one gets it.
                """,
            section: "Tasks",
            examples: [
                ExampleDescription(
                    "workshop task create 'summarise the logs' --context '{\"day\":1}'",
                    summary: "ask for something"),
                ExampleDescription("workshop task claim ID", summary: "take it on"),
                ExampleDescription(
                    "workshop task done ID '{\"summary\":\"all quiet\"}'",
                    summary: "finish it with a result"),
            ],
            exitStatuses: ExitStatus.ofClient(.notFound, .conflict, .localFile)),
        subcommands: [
            TaskCreateCommand.command, TaskListCommand.command, TaskShowCommand.command,
            TaskWaitCommand.command, TaskClaimCommand.command, TaskUpdateCommand.command,
            TaskDoneCommand.command,
            TaskAbandonCommand.command, TaskInterruptCommand.command, TaskRunCommand.command,
        ])

    /// The operand of every command on one task.
    static let idOperand = OperandDescription("ID", hint: .task, summary: "the task")
    /// The same where this agent is to hold the task.
    static let heldOperand = OperandDescription("ID", hint: .heldTask, summary: "the task")

    static let verbStatuses = ExitStatus.ofClient(.notFound, .conflict)
}
