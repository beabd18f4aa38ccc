/// One option: a flag, or an option that takes a value.
public struct OptionDescription: Sendable {
    /// The long name without its dashes. It is also the key of ``ParsedCommand/option(_:)``.
    public var name: String
    /// The one-letter name, without its dash.
    public var short: Character?
    /// What follows the option; `nil` for a flag.
    public var value: ValueDescription?
    /// Collects every value given. Otherwise the last one wins.
    public var isRepeatable: Bool
    /// Accepted by the subcommands too, before or after their name.
    public var isGlobal: Bool
    /// Left out of help pages and suggestions, but accepted.
    public var isHidden: Bool
    /// The variable that is read where the option is not given. Of a repeatable option it holds
    /// values with commas between them; of a flag one of `1 true yes on` or `0 false no off`.
    public var environment: String?
    /// What holds where neither option nor variable is given. Shown only: the command applies it.
    public var defaultText: String?
    /// What the option does, in one line, lower case and without a full stop.
    public var summary: String
    /// The heading under which the page lists the option; `nil` is the plain heading.
    public var section: String?

    public init(
        _ name: String,
        short: Character? = nil,
        value: ValueDescription? = nil,
        isRepeatable: Bool = false,
        isGlobal: Bool = false,
        isHidden: Bool = false,
        environment: String? = nil,
        defaultText: String? = nil,
        summary: String,
        section: String? = nil
    ) {
        self.name = name
        self.short = short
        self.value = value
        self.isRepeatable = isRepeatable
        self.isGlobal = isGlobal
        self.isHidden = isHidden
        self.environment = environment
        self.defaultText = defaultText
        self.summary = summary
        self.section = section
    }

    /// The option every command has without listing it.
    public static let help = OptionDescription(
        "help", short: "h", summary: "show this help and exit")

    /// The option the root has without listing it.
    public static let version = OptionDescription("version", summary: "show the version and exit")
}
