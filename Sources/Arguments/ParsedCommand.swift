/// A command line that was understood: which command, and the values given to it.
///
/// Asking for an option, operand or variable that is not described is a fault of the program
/// and traps.
public struct ParsedCommand: Sendable {
    /// The command to run.
    public let path: CommandPath
    private let options: [String: [GivenValue]]
    private let operands: [String: [GivenValue]]
    private let environment: [String: String]

    init(_ reader: CommandLineReader, environment: [String: String]) throws(UsageError) {
        path = reader.path
        if path.command.requiresSubcommand, !path.command.subcommands.isEmpty {
            throw .missingCommand(in: path)
        }
        operands = try OperandAssignment(reader).values
        options = try OptionResolution(reader, environment: environment).values
        self.environment = environment
    }

    /// The command's names without the program's, with a space between them: `task run`.
    public var name: String {
        path.names.dropFirst().joined(separator: " ")
    }

    /// Whether the flag with this long name is given, on the command line or in its variable.
    public func flag(_ name: String) -> Bool {
        precondition(describes(name) { $0.value == nil }, "no flag '\(name)' in '\(path.text)'")
        return options[name] != nil
    }

    /// The values of the option with this long name: from the command line, or else from its
    /// variable.
    public func option(_ name: String) -> ArgumentValues {
        precondition(describes(name) { $0.value != nil }, "no option '\(name)' in '\(path.text)'")
        return ArgumentValues(options[name] ?? [], title: "option '--\(name)'", path: path)
    }

    /// The values of the operand with this name, or the words after `--` by the name of
    /// ``CommandDescription/passthrough``.
    public func operand(_ name: String) -> ArgumentValues {
        let described = path.command.operands + [path.command.passthrough].compactMap(\.self)
        precondition(
            described.contains { $0.name == name }, "no operand '\(name)' in '\(path.text)'")
        return ArgumentValues(operands[name] ?? [], title: "operand '\(name)'", path: path)
    }

    /// The value of a variable from ``CommandDescription/environment`` of the command or of one
    /// above it. An empty one counts as unset.
    public func environment(_ name: String) -> ArgumentValues {
        let described = (path.ancestors + [path.command]).flatMap(\.environment)
        precondition(
            described.contains { $0.name == name }, "no variable '\(name)' in '\(path.text)'")
        let text = environment[name] ?? ""
        let values = text.isEmpty ? [] : [GivenValue(text: text, origin: .environment(name))]
        return ArgumentValues(values, title: "environment variable '\(name)'", path: path)
    }

    /// An error of this command line that only the command can see, such as two options that
    /// exclude each other.
    public func usageError(_ message: String, hint: String? = nil) -> UsageError {
        UsageError(message, hint: hint, in: path)
    }

    private func describes(_ name: String, where holds: (OptionDescription) -> Bool) -> Bool {
        path.options.contains { $0.name == name && holds($0) }
    }
}
