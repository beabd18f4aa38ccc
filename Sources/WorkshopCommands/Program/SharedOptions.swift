import Arguments

/// Options that several commands have, described once so that they mean the same everywhere.
enum SharedOptions {
    static let url = OptionDescription(
        "url", value: ValueDescription("URL"), isGlobal: true, environment: "WORKSHOP_URL",
        defaultText: "http://localhost:4242",
        summary: "the server to talk to; 'unix:/path' for a Unix socket")

    static let json = OptionDescription(
        "json", isGlobal: true,
        summary: "print one JSON object a line, as is done where standard output is no terminal")

    static let color = OptionDescription(
        "color", value: ValueDescription("WHEN", .choices(of: ColorChoice.self)), isGlobal: true,
        defaultText: "auto", summary: "whether to colour what is shown on a terminal")

    /// Who acts. On commands that filter, `--from` is another option of that name.
    static let from = OptionDescription(
        "from", value: ValueDescription("AGENT", .agent), environment: "AGENT_ID",
        defaultText: "USER.HOST", summary: "the agent in whose name this is done")

    static let fromFilter = OptionDescription(
        "from", value: ValueDescription("AGENT", .agent), summary: "only messages of this agent",
        section: "Filters")

    static let notFromFilter = OptionDescription(
        "not-from", value: ValueDescription("AGENT", .agent),
        summary: "no messages of this agent", section: "Filters")

    static let typeFilter = OptionDescription(
        "type", short: "t", value: ValueDescription("PREFIX", .messageType),
        summary: "only messages whose type begins with this", section: "Filters")

    static let claim = OptionDescription(
        "claim", value: ValueDescription("ID", .claim),
        summary: "fail unless this is still the claim that holds the task")

    static let lease = OptionDescription(
        "lease", value: ValueDescription("DURATION"),
        summary: "give the task back after this time unless it is renewed; 1s to 1d")
}
