import Arguments

/// A command line is understood, or refused in lines that are safe to print. One that is
/// understood holds nothing but what was given, and says the same when it is spelled out.
enum ArgumentsProperty {
    static func check(_ input: [UInt8]) throws(Violation) -> Verdict {
        let given = CommandLineInput(input)
        for word in given.words { try ValuesProperty.check(word) }
        let unfinished = UnfinishedCommand(given.words, of: Ferry.root)
        try checkNames(unfinished.path.names)
        switch parse(given.words, given.environment) {
        case .failure(let error):
            try checkRefusal(error)
            return .refused
        case .success(.version): break
        case .success(.help(let path)): try checkNames(path.names)
        case .success(.command(let command)):
            try require(
                command.path.names == unfinished.path.names,
                "an unfinished command line is the same command")
            try checkValues(of: command, given)
            try checkSpelling(of: command)
        }
        return .accepted
    }

    private static func checkRefusal(_ error: UsageError) throws(Violation) {
        try checkNames(error.commandNames)
        try require(!error.message.isEmpty, "a refusal says why")
        for line in [error.message, error.hint ?? ""] + error.usage + error.commands {
            try require(line.isInert, "a refusal is lines that are safe to print")
            try require(line.utf8.count < 2_048, "a refusal is short whatever was given")
        }
    }

    /// - Parameter names: those of a command, the program's first.
    private static func checkNames(_ names: [String]) throws(Violation) {
        // An error is the answer `nil`.
        let path = try? Ferry.root.path(to: Array(names.dropFirst()))
        try require(path?.names == names, "a command that is named is one")
    }

    private static func checkValues(
        of command: ParsedCommand, _ given: CommandLineInput
    ) throws(Violation) {
        for option in command.path.options {
            guard let value = option.value else {
                _ = command.flag(option.name)
                continue
            }
            let texts = command.option(option.name).strings
            try require(option.isRepeatable || texts.count < 2, "an option has one value")
            try check(texts, of: value.hint, from: given)
        }
        for operand in command.operands {
            let texts = command.operand(operand.name).strings
            try require(
                operand.isRepeatable || texts.count < 2, "an operand has one value")
            try require(
                !operand.isRequired || !texts.isEmpty, "an operand that is required is there")
            try check(texts, of: operand.hint, from: given)
        }
    }

    private static func check(
        _ texts: [String], of hint: ValueHint, from given: CommandLineInput
    ) throws(Violation) {
        for text in texts {
            try require(given.holds(text), "a value is given as it is, or as a part")
            guard case .choices(let choices) = hint else { continue }
            try require(choices.contains(text), "a choice is one of those there are")
        }
    }

    private static func checkSpelling(of command: ParsedCommand) throws(Violation) {
        guard case .success(.command(let again)) = parse(command.spelledOut, [:]) else {
            throw Violation(sentence: "a command line that is spelled out is understood")
        }
        try require(
            again.spelledOut.elementsEqual(command.spelledOut) { $0.isSame(as: $1) },
            "a command line that is spelled out says the same")
    }

    private static func parse(
        _ words: [String], _ environment: [String: String]
    ) -> Result<ParseResult, UsageError> {
        Result { () throws(UsageError) in
            try Ferry.root.parse(words, environment: environment)
        }
    }
}

extension ParsedCommand {
    /// Its operands, those after `--` last.
    fileprivate var operands: [OperandDescription] {
        path.command.operands + [path.command.passthrough].compactMap(\.self)
    }

    /// The words that say all of it without variables, short names or order.
    fileprivate var spelledOut: [String] {
        var words = Array(path.names.dropFirst())
        for option in path.options {
            if option.value == nil {
                if flag(option.name) { words.append("--\(option.name)") }
            } else {
                words += self.option(option.name).strings.map { "--\(option.name)=\($0)" }
            }
        }
        return words + ["--"] + operands.flatMap { operand($0.name).strings }
    }
}
