extension UsageError {
    static func unknownCommand(_ name: String, in path: CommandPath) -> UsageError {
        UsageError(
            "unknown command \(name.quoted)", hint: commandHint(for: name, in: path), in: path)
    }

    static func unknownOption(long name: String, in path: CommandPath) -> UsageError {
        UsageError(
            "unknown option \("--\(name)".quoted)", hint: longHint(for: name, in: path), in: path)
    }

    /// - Parameter word: the whole argument in which the letter stands.
    static func unknownOption(
        short letter: Unicode.Scalar, in word: String, path: CommandPath
    ) -> UsageError {
        let option = "-\(letter)"
        let place = option == word ? "" : " in \(word.quoted)"
        return UsageError(
            "unknown option \(option.quoted)\(place)", hint: shortHint(for: word, in: path),
            in: path)
    }

    static func missingCommand(in path: CommandPath) -> UsageError {
        let place = path.ancestors.isEmpty ? "" : " after '\(path.text)'"
        var error = UsageError("missing command\(place)", usage: path.usage, in: path)
        let commands = path.command.subcommands.filter { !$0.isHidden }
        let width = commands.map(\.name.count).max() ?? 0
        error.commands = commands.map { command in
            let spaces = String(repeating: " ", count: width - command.name.count + 2)
            return "  \(command.name)\(spaces)\(command.summary)"
        }
        return error
    }

    /// An option that is not global, given before a subcommand.
    static func misplacedOption(_ option: GivenOption, before path: CommandPath) -> UsageError {
        let name = option.spelling
        guard path.options.contains(where: { $0.name == option.name }) else {
            return UsageError("option '\(name)' does not apply to '\(path.text)'", in: path)
        }
        return UsageError("option '\(name)' must stand after '\(path.text)'", in: path)
    }

    /// A command of this very name elsewhere in the tree is meant more likely than a similar one
    /// here, and a similar one elsewhere least.
    private static func commandHint(for name: String, in path: CommandPath) -> String? {
        if path.ancestors.isEmpty, name == OptionDescription.version.name {
            return "did you mean '--\(name)'?"
        }
        let elsewhere = path.allOfProgram.filter(\.command.isSuggestedElsewhere)
        func question(about names: [String]) -> String? {
            Suggestion.question(elsewhere.filter { names.contains($0.command.name) }.map(\.text))
        }
        let here = path.command.subcommands.filter { !$0.isHidden }.map(\.name)
        return question(about: [name]) ?? Suggestion.hint(for: name, among: here)
            ?? question(
                about: Suggestion.nearest(to: name, among: elsewhere.map(\.command.name)))
    }

    private static func longHint(for name: String, in path: CommandPath) -> String? {
        let known = path.options.filter { !$0.isHidden }
        if let option = known.first(where: { $0.short.map(String.init) == name }) {
            return "did you mean '-\(name)' or '--\(option.name)'?"
        }
        return Suggestion.hint(for: name, among: known.map(\.name)) { "--\($0)" }
    }

    private static func shortHint(for word: String, in path: CommandPath) -> String? {
        let name = String(word.unicodeScalars.dropFirst())
        if path.options.contains(where: { $0.name == name && !$0.isHidden }) {
            return "did you mean '--\(name)'?"
        }
        guard let digit = name.unicodeScalars.first, ("0"..."9").contains(digit),
            path.command.subcommands.isEmpty
        else { return nil }
        return "write '--' before \(word.quoted) if it is an operand"
    }
}
