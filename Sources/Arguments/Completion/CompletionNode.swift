/// A command as a completion sees it: only what is not hidden.
struct CompletionNode {
    /// The names from below the program down with a space between them; empty for the root.
    let name: String
    let commands: [CommandDescription]
    /// Every option the command accepts, its own ones first.
    let options: [OptionDescription]
    let operands: [OperandDescription]
    /// Whether the words after `--` are a command line of their own.
    let hasPassthrough: Bool

    private init(_ path: CommandPath) {
        name = path.names.dropFirst().joined(separator: " ")
        commands = path.command.subcommands.filter { !$0.isHidden }
        options = path.options.filter { !$0.isHidden }
        operands = path.command.operands
        hasPassthrough = path.command.passthrough != nil
    }

    /// The root and all commands below it, each before those below itself.
    static func all(below root: CommandDescription) -> [CompletionNode] {
        let path = CommandPath(root: root)
        return ([path] + path.allOfProgram).map(CompletionNode.init)
    }
}

extension OptionDescription {
    /// How the option is typed: `["-n", "--number"]`.
    var spellings: [String] {
        [short.map { "-\($0)" }, "--\(name)"].compactMap(\.self)
    }
}

extension String {
    /// The text with what cannot stand in the name of a shell function replaced.
    var asFunctionName: String {
        String(map { $0 == "-" ? "_" : $0 })
    }

    /// The text as one word of bash and zsh.
    var shellQuoted: String {
        "'\(split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#))'"
    }

    /// The text with a backslash before each of these characters.
    func escaping(_ characters: String) -> String {
        map { characters.contains($0) ? "\\\($0)" : String($0) }.joined()
    }
}
