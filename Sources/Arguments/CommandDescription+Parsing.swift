extension CommandDescription {
    /// Reads a command line for the program this value is the root of.
    ///
    /// The rules:
    /// - `--opt value` and `--opt=value`, `-o value` and `-ovalue`; after `=` the value may be
    ///   empty. As getopt does, `-o=value` means the value `=value`.
    /// - An option that takes a value takes the next word whatever it is, `--` and `--help` too,
    ///   as git and getopt do. So `--text "$text"` is right for every text.
    /// - Flags take no value and can be bundled: `-vq`, also before a short option with a value:
    ///   `-vn5`.
    /// - Names are never abbreviated. Options may stand before, between and after operands; a
    ///   lone `-` is an operand; after the first `--` every word is an operand, or belongs to
    ///   ``passthrough``.
    /// - A command's global options may stand before or after the subcommand, its other options
    ///   only where no subcommand follows.
    /// - `--help` anywhere wins over everything, errors included, and shows the page of the
    ///   deepest command named; but the name of a command that does not exist is always an error.
    ///   `--version` of the program wins over everything else.
    /// - Of a non-repeatable option given twice the last value holds. An option not given is
    ///   read from its variable, an empty variable being an unset one.
    ///
    /// - Parameters:
    ///   - arguments: the words after the program's name.
    ///   - environment: the variables to look into.
    /// - Throws: the first error of the command line, and only then those of the environment.
    public func parse(
        _ arguments: [String], environment: [String: String] = [:]
    ) throws(UsageError) -> ParseResult {
        var reader = CommandLineReader(root: self, arguments: arguments)
        reader.readAll()
        if reader.isHelpRequested {
            if let error = reader.unknownCommand { throw error }
            return .help(reader.path)
        }
        if reader.isVersionRequested { return .version }
        if let error = reader.firstError { throw error }
        return .command(try ParsedCommand(reader, environment: environment))
    }

    /// The command that `names` lead to from here, for `help task run`.
    ///
    /// - Parameter names: without this command's own; none is this command.
    public func path(to names: [String]) throws(UsageError) -> CommandPath {
        var path = CommandPath(root: self)
        for name in names {
            guard let next = path.descending(to: name) else {
                throw .unknownCommand(name, in: path)
            }
            path = next
        }
        return path
    }
}
