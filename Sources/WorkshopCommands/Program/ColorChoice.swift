import Arguments

/// `--color`: whether text on a terminal is coloured.
enum ColorChoice: String, CaseIterable, Sendable {
    case auto, always, never

    init(_ parsed: ParsedCommand) throws(UsageError) {
        self = try parsed.option(SharedOptions.color.name).value(as: .choice()) ?? .auto
    }

    func allows(on output: Output, environment: [String: String]) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .auto:
            output.isTerminal && environment["NO_COLOR", default: ""].isEmpty
                && environment["TERM"] != "dumb"
        }
    }
}
