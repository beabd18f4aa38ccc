/// One command of the program, or the program itself: what it accepts and what is said about it.
///
/// The tree of these values is the only description of the command line. The parser, the usage
/// errors, the suggestions and the help pages are all read from it, and so can be completions
/// and manual pages. A command has either subcommands or operands, never both, so that a word
/// can never mean two things; ``defects()`` says where a tree breaks this or another rule.
public struct CommandDescription: Sendable {
    /// The word that calls the command; for the root, the name of the program.
    public var name: String
    /// What the command does, in one line, lower case and without a full stop.
    public var summary: String
    /// What the summary cannot say: paragraphs with an empty line between them.
    public var discussion: String
    /// The heading under which the parent's page lists the command; `nil` is the plain heading.
    public var section: String?
    /// Left out of help pages and suggestions, but accepted.
    public var isHidden: Bool
    /// False where somebody who gives this name in another place means another command.
    public var isSuggestedElsewhere: Bool
    /// The forms of the call, each without the command's own name, where the one derived from
    /// options and operands says too little: `["ID", "--next [--ch CH]"]`.
    public var synopses: [String]
    /// The options of this command. The global ones hold for its subcommands too. `--help` is
    /// everywhere and `--version` at the root without being listed here.
    public var options: [OptionDescription]
    /// The operands in their order: required ones first, and only the last may repeat.
    public var operands: [OperandDescription]
    /// Takes every word after `--` untouched, as in `run -- CMD...`. Such words reach no other
    /// operand, and without `--` nothing reaches this one.
    public var passthrough: OperandDescription?
    /// The commands below this one.
    public var subcommands: [CommandDescription]
    /// False where the command also does something when no subcommand is named.
    public var requiresSubcommand: Bool
    /// Calls worth copying, the most common one first.
    public var examples: [ExampleDescription]
    /// Variables the command reads that belong to no single option.
    public var environment: [EnvironmentDescription]
    /// What the status tells, in the order of the page.
    public var exitStatuses: [ExitStatusDescription]

    public init(
        _ name: String,
        summary: String,
        discussion: String = "",
        section: String? = nil,
        isHidden: Bool = false,
        isSuggestedElsewhere: Bool = true,
        synopses: [String] = [],
        options: [OptionDescription] = [],
        operands: [OperandDescription] = [],
        passthrough: OperandDescription? = nil,
        subcommands: [CommandDescription] = [],
        requiresSubcommand: Bool = true,
        examples: [ExampleDescription] = [],
        environment: [EnvironmentDescription] = [],
        exitStatuses: [ExitStatusDescription] = []
    ) {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.section = section
        self.isHidden = isHidden
        self.isSuggestedElsewhere = isSuggestedElsewhere
        self.synopses = synopses
        self.options = options
        self.operands = operands
        self.passthrough = passthrough
        self.subcommands = subcommands
        self.requiresSubcommand = requiresSubcommand
        self.examples = examples
        self.environment = environment
        self.exitStatuses = exitStatuses
    }
}
