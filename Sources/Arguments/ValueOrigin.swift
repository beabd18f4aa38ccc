/// Where a value was given.
public enum ValueOrigin: Sendable, Equatable {
    /// On the command line, by an option as it was typed: `--count` or `-n`.
    case option(String)
    /// On the command line, in the place of this operand.
    case operand(String)
    /// In this environment variable.
    case environment(String)

    /// The origin as an error names it, after the value.
    var phrase: String {
        switch self {
        case .option(let name), .operand(let name): "for '\(name)'"
        case .environment(let name): "in environment variable '\(name)'"
        }
    }
}
