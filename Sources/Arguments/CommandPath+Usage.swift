extension CommandPath {
    /// The forms in which the command can be called, each on one line, without `usage:`.
    public var usage: [String] {
        forms.map { $0.isEmpty ? text : "\(text) \($0)" }
    }

    private var forms: [String] {
        guard command.synopses.isEmpty else { return command.synopses }
        guard command.subcommands.isEmpty else {
            let group = joined([optionsMark, "COMMAND"])
            return command.requiresSubcommand ? [group] : [joined([optionsMark]), group]
        }
        let operands = command.operands.map(\.usage)
        let passthrough = command.passthrough.map { operand in
            operand.isRequired ? "-- \(operand.usage)" : "[-- \(operand.name)...]"
        }
        return [joined([optionsMark] + operands + [passthrough])]
    }

    private var optionsMark: String? {
        let listed = command.options + inheritedOptions
        return listed.contains { !$0.isHidden } ? "[options]" : nil
    }

    private func joined(_ parts: [String?]) -> String {
        parts.compactMap(\.self).joined(separator: " ")
    }
}

extension OperandDescription {
    /// The operand as a usage line shows it: `CH`, `[CH]`, `CH...` or `[CH...]`.
    fileprivate var usage: String {
        let repeated = isRepeatable ? "\(name)..." : name
        return isRequired ? repeated : "[\(repeated)]"
    }
}
