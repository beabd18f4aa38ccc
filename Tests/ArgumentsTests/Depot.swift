import Arguments

/// A made-up program that has one of everything the module knows.
enum Depot {
    enum Sync: String, CaseIterable {
        case full, normal
    }

    static let root = CommandDescription(
        "depot",
        summary: "send parcels between yards",
        discussion: """
            Parcels are sent to a yard and stay there until somebody takes them away again. A
            yard begins to exist with its first parcel.

            Every command prints one JSON object a line where standard output is no terminal.
            """,
        options: [
            OptionDescription(
                "url", short: "u", value: ValueDescription("URL"), isGlobal: true,
                environment: "DEPOT_URL", defaultText: "http://localhost:4242",
                summary: "the server to talk to"),
            OptionDescription(
                "verbose", short: "v", isGlobal: true, environment: "DEPOT_VERBOSE",
                summary: "say what is being done"),
        ],
        subcommands: [send, watch, job, crew, shell, debug],
        examples: [
            ExampleDescription("depot send north crate", summary: "send a crate to the north yard"),
            ExampleDescription("depot watch north | jq .", summary: "follow a yard"),
        ],
        environment: [
            EnvironmentDescription("DEPOT_PORT", summary: "the port to listen on"),
            EnvironmentDescription("NO_COLOR", summary: "print without colour when not empty"),
        ],
        exitStatuses: [
            ExitStatusDescription(0, summary: "done"),
            ExitStatusDescription(2, summary: "the command line is wrong"),
            ExitStatusDescription(124, summary: "a --timeout ran out"),
        ])

    static let send = CommandDescription(
        "send",
        summary: "send a parcel to a yard",
        section: "Parcels",
        options: [
            OptionDescription("quick", short: "q", summary: "do not wait until it is stored"),
            OptionDescription(
                "label", short: "l", value: ValueDescription("KEY=VALUE"), isRepeatable: true,
                summary: "write a label on the parcel"),
            OptionDescription(
                "file", short: "F", value: ValueDescription("PATH", .file),
                summary: "pack this file"),
            OptionDescription("secret", isHidden: true, summary: "not for everyone"),
        ],
        operands: [
            OperandDescription(
                "YARD", hint: .dynamic("yard"), summary: "the yard the parcel goes to"),
            OperandDescription("KIND", summary: "what the parcel is"),
            OperandDescription(
                "BODY", isRequired: false, summary: "the content; '-' reads standard input"),
        ],
        exitStatuses: [
            ExitStatusDescription(0, summary: "the parcel is stored"),
            ExitStatusDescription(6, summary: "the server cannot be reached"),
        ])

    static let watch = CommandDescription(
        "watch",
        summary: "follow what comes into yards",
        section: "Parcels",
        options: [
            OptionDescription(
                "count", short: "n", value: ValueDescription("N"),
                summary: "stop after this many parcels"),
            OptionDescription(
                "timeout", value: ValueDescription("DURATION"), environment: "DEPOT_TIMEOUT",
                summary: "give up after this long without any parcel, which is no failure"),
            OptionDescription(
                "sync", value: ValueDescription("MODE", .choices(of: Sync.self)),
                environment: "DEPOT_SYNC", defaultText: "full",
                summary: "how safe a parcel is before it is shown"),
            OptionDescription(
                "allow", value: ValueDescription("ADDRESS"), isRepeatable: true,
                environment: "DEPOT_ALLOW", summary: "show parcels of this sender",
                section: "Filters"),
        ],
        operands: [
            OperandDescription(
                "YARD", hint: .dynamic("yard"), isRequired: false, isRepeatable: true,
                summary: "the yards; all of them where none is named")
        ])

    static let job = CommandDescription(
        "job",
        summary: "work through jobs",
        section: "Jobs",
        subcommands: [
            CommandDescription("list", summary: "show the jobs"),
            CommandDescription(
                "claim",
                summary: "take a job",
                synopses: ["ID", "--next [--wait DURATION]"],
                options: [
                    OptionDescription("next", summary: "take the oldest open job"),
                    OptionDescription(
                        "wait", value: ValueDescription("DURATION"),
                        summary: "wait until there is one"),
                ],
                operands: [OperandDescription("ID", isRequired: false, summary: "the job")]),
            CommandDescription(
                "run",
                summary: "run a command for each job",
                options: [OptionDescription("once", summary: "stop after one job")],
                passthrough: OperandDescription(
                    "CMD", isRepeatable: true, summary: "the command and its arguments")),
        ])

    static let crew = CommandDescription(
        "crew",
        summary: "show who is here",
        options: [OptionDescription("every", summary: "also who has left")],
        subcommands: [
            CommandDescription(
                "beat",
                summary: "say that one is here",
                options: [
                    OptionDescription(
                        "note", value: ValueDescription("TEXT"), summary: "what to say")
                ])
        ],
        requiresSubcommand: false)

    static let shell = CommandDescription(
        "shell",
        summary: "print a completion script",
        operands: [
            OperandDescription(
                "SHELL", hint: .choices(["bash", "zsh", "fish"]), summary: "the shell to complete")
        ])

    static let debug = CommandDescription(
        "debug", summary: "look inside", isHidden: true)

    /// The command these arguments call.
    static func parsed(
        _ arguments: [String], environment: [String: String] = [:]
    ) throws -> ParsedCommand {
        guard case .command(let parsed) = try root.parse(arguments, environment: environment)
        else { throw NoCommand() }
        return parsed
    }

    /// The command these arguments call.
    static func parsed(
        _ arguments: String..., environment: [String: String] = [:]
    ) throws -> ParsedCommand {
        try parsed(arguments, environment: environment)
    }

    /// The error these arguments cause, or `nil` where they are fine.
    static func error(
        _ arguments: [String], environment: [String: String] = [:]
    ) -> UsageError? {
        do throws(UsageError) {
            _ = try root.parse(arguments, environment: environment)
            return nil
        } catch {
            return error
        }
    }

    /// The arguments ask for help or the version instead of a command.
    struct NoCommand: Error {}
}
