/// What a command line asks for. A command line that is wrong throws a ``UsageError`` instead.
public enum ParseResult: Sendable {
    /// Run this command.
    case command(ParsedCommand)
    /// Print the help page of this command to standard output and exit with 0.
    case help(CommandPath)
    /// Print the program's version to standard output and exit with 0.
    case version
}
