import Arguments

/// All commands: the one table that parsing, help and running read.
enum CommandTable {
    static let root: Command = Command(
        CommandDescription(
            "workshop",
            summary: "a message bus, task queue and file store for agents and people",
            discussion: """
                One 'workshop serve' serves a mesh of machines; every other command talks to it. \
                Channels and agents need not be created: they begin with their first message.

                Results go to standard output, everything else to standard error. Where standard \
                output is no terminal, results are JSON, one object a line.
                """,
            options: [SharedOptions.url, SharedOptions.json, SharedOptions.color],
            examples: [
                ExampleDescription("workshop serve", summary: "serve on port 4242"),
                ExampleDescription("workshop tail", summary: "watch everything that happens"),
                ExampleDescription(
                    "workshop pub general msg.text --text 'hello'", summary: "say something"),
                ExampleDescription(
                    "workshop help tutorial", summary: "learn all of it in a quarter of an hour"),
            ],
            environment: [
                EnvironmentDescription("NO_COLOR", summary: "no colour when not empty"),
                EnvironmentDescription(
                    "http_proxy",
                    summary: "the proxy to reach servers by, with no_proxy's exceptions"),
            ],
            exitStatuses: ExitStatus.allCases.map(\.description)),
        subcommands: [
            ServeCommand.command, PubCommand.command, TailCommand.command,
            HistoryCommand.command, ChannelsCommand.command, TaskCommand.command,
            PutCommand.command, GetCommand.command, PresenceCommand.command,
            PrimeCommand.command, StatusCommand.command, DoctorCommand.command,
            BackupCommand.command, RestoreCommand.command, BenchCommand.command,
            HelpCommand.command, CompletionCommand.command, CompleteValuesCommand.command,
        ])
}
