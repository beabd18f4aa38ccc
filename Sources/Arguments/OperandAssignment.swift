/// Matches the operands of a command line to their descriptions, in order.
struct OperandAssignment {
    private(set) var values: [String: [GivenValue]] = [:]

    init(_ reader: CommandLineReader) throws(UsageError) {
        let path = reader.path
        var left = reader.operands[...]
        for operand in path.command.operands {
            let taken = operand.isRepeatable ? left : left.prefix(1)
            left = left.dropFirst(taken.count)
            if taken.isEmpty, operand.isRequired {
                let message = "missing operand '\(operand.name)'"
                throw UsageError(message, usage: path.usage, in: path)
            }
            try assign(taken, to: operand, in: path)
        }
        if let extra = left.first {
            throw Self.unexpected(extra, in: path)
        }
        guard let operand = path.command.passthrough else { return }
        if reader.passthrough.isEmpty, operand.isRequired {
            let message = "missing operand '\(operand.name)' after '--'"
            throw UsageError(message, usage: path.usage, in: path)
        }
        try assign(reader.passthrough[...], to: operand, in: path)
    }

    private mutating func assign(
        _ texts: ArraySlice<String>, to operand: OperandDescription, in path: CommandPath
    ) throws(UsageError) {
        let given = texts.map { GivenValue(text: $0, origin: .operand(operand.name)) }
        for value in given {
            try value.check(against: operand.hint, in: path)
        }
        values[operand.name] = given
    }

    private static func unexpected(_ word: String, in path: CommandPath) -> UsageError {
        let hint = path.command.passthrough.map { operand in
            "write '--' before \(word.quoted) if it begins \(operand.name)"
        }
        return UsageError(
            "unexpected operand \(word.quoted)", hint: hint, usage: path.usage, in: path)
    }
}
