/// A command line, or a variable standing for part of it, that cannot be understood.
///
/// The program prints the message after its own name, then the hint, the usage or
/// ``seeAlso``, each where there is one, to standard error.
public struct UsageError: Error, Equatable {
    /// What is wrong: lower case, no full stop, the subject in single quotes. Control characters
    /// of what was typed are shown as escapes and long text is cut, so this is safe to print.
    public var message: String
    /// A way out, such as `did you mean 'tail'?`.
    public var hint: String?
    /// The forms of the call, filled where the error is about what is missing or too much.
    public var usage: [String]
    /// The commands there are, one a line, filled where one is missing.
    public var commands: [String] = []
    /// The names of the command the error is about, from the program down.
    public var commandNames: [String]

    public init(_ message: String, hint: String? = nil, usage: [String] = [], in path: CommandPath)
    {
        self.message = message
        self.hint = hint
        self.usage = usage
        commandNames = path.names
    }

    /// Where to read more: `see 'workshop pub --help'`.
    public var seeAlso: String {
        "see '\(commandNames.joined(separator: " ")) --help'"
    }
}
