extension CommandDescription {
    /// What is wrong with this description and those below it, one sentence each; empty for a
    /// tree the parser can read without ambiguity. For a test of the program, not for its start.
    public func defects() -> [String] {
        Self.defects(of: CommandPath(root: self))
    }

    private static func defects(of path: CommandPath) -> [String] {
        let found =
            path.command.ownDefects + path.optionDefects + path.command.operandDefects
            + path.command.subcommandDefects
        return found.map { "'\(path.text)': \($0)" }
            + path.command.subcommands.flatMap { defects(of: path.appending($0)) }
    }

    private var ownDefects: [String] {
        (name.isCommandLineName ? [] : ["'\(name)' is no name for a command"])
            + (summary.isEmpty ? ["has no summary"] : [])
    }

    private var subcommandDefects: [String] {
        let mixed = !subcommands.isEmpty && (!operands.isEmpty || passthrough != nil)
        return subcommands.map(\.name).duplicates.map { "two subcommands named '\($0)'" }
            + (mixed ? ["has both subcommands and operands"] : [])
    }

    private var operandDefects: [String] {
        let names = operands.map(\.name) + [passthrough?.name].compactMap(\.self)
        let lastRequired = operands.lastIndex(where: \.isRequired) ?? 0
        let optional = operands.prefix(lastRequired).filter { !$0.isRequired }
        let repeating = operands.dropLast().filter(\.isRepeatable)
        return names.duplicates.map { "two operands named '\($0)'" }
            + optional.map { "optional operand '\($0.name)' before a required one" }
            + repeating.map { "repeatable operand '\($0.name)' before another" }
            + operands.flatMap { $0.hint.defects(of: "operand '\($0.name)'") }
    }
}

extension CommandPath {
    fileprivate var optionDefects: [String] {
        let shorts = options.compactMap { $0.short.map(String.init) }
        return options.filter { !$0.name.isCommandLineName || $0.name.utf8.count < 2 }
            .map { "'\($0.name)' is no long name for an option" }
            + shorts.filter { !$0.isCommandLineName }.map { "'-\($0)' is no short option" }
            + options.map(\.name).duplicates.map { "two options named '--\($0)'" }
            + shorts.duplicates.map { "two options named '-\($0)'" }
            + options.flatMap { $0.value?.hint.defects(of: "option '--\($0.name)'") ?? [] }
    }
}

extension ValueHint {
    /// - Parameter subject: what the hint belongs to.
    fileprivate func defects(of subject: String) -> [String] {
        guard case .choices(let choices) = self else { return [] }
        guard !choices.isEmpty else { return ["\(subject) has no choices"] }
        // No shell takes it apart or for more than it is.
        let plain: (Character) -> Bool = { $0.isLetter || $0.isNumber || "-_.+@%".contains($0) }
        return choices.filter { $0.isEmpty || !$0.allSatisfy(plain) }
            .map { "choice '\($0)' of \(subject) is no plain word" }
    }
}

extension [String] {
    /// Each text that occurs more than once, in order of its second occurrence.
    fileprivate var duplicates: [String] {
        var counts: [String: Int] = [:]
        return filter { text in
            counts[text, default: 0] += 1
            return counts[text] == 2
        }
    }
}

extension String {
    /// ASCII letters and digits with single dashes between them.
    fileprivate var isCommandLineName: Bool {
        let parts = utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { Character(Unicode.Scalar($0)).isASCIIAlphanumeric }
        }
    }
}

extension Character {
    fileprivate var isASCIIAlphanumeric: Bool {
        isASCII && (isLetter || isNumber)
    }
}
