public import Arguments

/// A made-up program that reads a command line in every way there is.
public enum Ferry {
    public static let root = CommandDescription(
        "ferry",
        summary: "cross the water",
        options: [
            OptionDescription(
                "url", short: "u", value: ValueDescription("URL"), isGlobal: true,
                environment: "FERRY_URL", summary: "the harbour to talk to"),
            OptionDescription(
                "verbose", short: "v", isGlobal: true, environment: "FERRY_VERBOSE",
                summary: "say what is being done"),
        ],
        subcommands: [book, trip, crew])

    private static let book = CommandDescription(
        "book",
        summary: "book a crossing",
        options: [
            OptionDescription(
                "seats", short: "n", value: ValueDescription("N"), environment: "FERRY_SEATS",
                summary: "how many travel"),
            OptionDescription(
                "deck", value: ValueDescription("DECK", .choices(["upper", "lower"])),
                environment: "FERRY_DECK", summary: "where to sit"),
            OptionDescription(
                "tag", short: "t", value: ValueDescription("TEXT"), isRepeatable: true,
                environment: "FERRY_TAGS", summary: "what to write on the ticket"),
            OptionDescription("quick", short: "q", summary: "take the next one"),
            OptionDescription("staff", isHidden: true, summary: "pay nothing"),
        ],
        operands: [
            OperandDescription("HARBOUR", summary: "where to go"),
            OperandDescription(
                "CLASS", hint: .choices(["first", "second"]), isRequired: false,
                summary: "how to travel"),
            OperandDescription(
                "NAME", isRequired: false, isRepeatable: true, summary: "who travels"),
        ])

    private static let trip = CommandDescription(
        "trip",
        summary: "what happens on the way",
        subcommands: [
            CommandDescription(
                "run",
                summary: "do something on each crossing",
                options: [OptionDescription("once", summary: "stop after one")],
                passthrough: OperandDescription(
                    "CMD", isRepeatable: true, summary: "the command and its arguments")),
            CommandDescription("cancel", summary: "stay", isHidden: true),
        ])

    private static let crew = CommandDescription(
        "crew",
        summary: "show who is on board",
        options: [OptionDescription("all", short: "a", summary: "also who is ashore")],
        subcommands: [
            CommandDescription(
                "call",
                summary: "say something to all",
                options: [
                    OptionDescription(
                        "note", value: ValueDescription("TEXT"), summary: "what to say")
                ])
        ],
        requiresSubcommand: false)
}
