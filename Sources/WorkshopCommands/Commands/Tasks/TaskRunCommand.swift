import Arguments

/// `workshop task run`: the worker.
struct TaskRunCommand {
    static let command = Command(
        CommandDescription(
            "run", summary: "do one task after another with a command",
            discussion: """
                CMD gets the task as JSON on standard input, and WORKSHOP_TASK_ID, _CLAIM, \
                _TITLE, _CH, _FROM and _CONTEXT in its environment. When it ends with status 0 \
                the task is done: what it wrote to standard output is the result, as JSON when \
                it is some and else as a string, and the files it left in the folder \
                $WORKSHOP_OUT are attached. Otherwise a task.error message says what happened, \
                and the task goes back to the others.

                What CMD writes to standard error passes through with the task's id in front, or \
                goes out as notes of the task with --notes. When somebody interrupts the task, \
                CMD gets SIGTERM, and SIGKILL after the grace, with all of its process group.

                SIGINT or SIGTERM stops the worker: it claims nothing any more, commands have \
                the grace to finish and are stopped then, and tasks that are not done are given \
                back. A second one kills at once. A worker that is killed leaves its tasks to \
                their leases.
                """,
            options: TaskRunOptions.descriptions,
            passthrough: OperandDescription(
                "CMD", isRepeatable: true,
                summary: "the command that does a task, with its arguments"),
            examples: [
                ExampleDescription(
                    "workshop task run --ch builds --jobs 2 -- make release",
                    summary: "two builds at a time"),
                ExampleDescription(
                    "workshop task run --once -- sh -c 'jq -r .context | summarise'",
                    summary: "one task, through a pipeline"),
            ],
            exitStatuses: ExitStatus.ofClient(
                .conflict, .nothing, .interrupted, .localFile, .timedOut)
                + [
                    ExitStatusDescription(126, summary: "CMD cannot be run"),
                    ExitStatusDescription(127, summary: "CMD cannot be found"),
                ]),
        takesSignals: true
    ) { invocation in
        try await TaskRun(invocation).run()
    }
}
