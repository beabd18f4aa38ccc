/// A command together with the commands above it.
public struct CommandPath: Sendable {
    /// The commands above, the program's own first; empty for the root.
    public private(set) var ancestors: [CommandDescription] = []
    /// The command itself.
    public private(set) var command: CommandDescription

    init(root: CommandDescription) {
        command = root
    }

    /// The names from the program down, as typed: `["workshop", "task", "run"]`.
    public var names: [String] {
        (ancestors + [command]).map(\.name)
    }

    /// The names with a space between them: `workshop task run`.
    public var text: String {
        names.joined(separator: " ")
    }

    /// The options of the command itself, with those no command has to list.
    public var ownOptions: [OptionDescription] {
        command.options + (ancestors.isEmpty ? [.version, .help] : [.help])
    }

    /// The global options of the commands above, the program's own first.
    public var inheritedOptions: [OptionDescription] {
        ancestors.flatMap { $0.options.filter(\.isGlobal) }
    }

    /// Every option the command accepts.
    public var options: [OptionDescription] {
        ownOptions + inheritedOptions
    }

    /// The path one level further down, or `nil` where no subcommand has exactly this name.
    public func descending(to name: String) -> CommandPath? {
        command.subcommands.first { $0.name == name }.map(appending)
    }

    /// Every command of the program that is not hidden, the program itself left out; each before
    /// those below it.
    var allOfProgram: [CommandPath] {
        CommandPath(root: ancestors.first ?? command).allBelow
    }

    private var allBelow: [CommandPath] {
        command.subcommands.filter { !$0.isHidden }.map(appending).flatMap { [$0] + $0.allBelow }
    }

    func appending(_ subcommand: CommandDescription) -> CommandPath {
        var path = self
        path.ancestors.append(command)
        path.command = subcommand
        return path
    }
}
