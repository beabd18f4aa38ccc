/// Decides the values of each option: those of the command line, or else those of its variable.
struct OptionResolution {
    private(set) var values: [String: [GivenValue]]

    init(_ reader: CommandLineReader, environment: [String: String]) throws(UsageError) {
        values = reader.options
        let path = reader.path
        for option in path.options {
            try Self.check(values[option.name] ?? [], of: option, in: path)
        }
        for option in path.options where values[option.name] == nil {
            guard let variable = option.environment,
                let text = environment[variable], !text.isEmpty
            else { continue }
            let value = GivenValue(text: text, origin: .environment(variable))
            let resolved = try Self.values(of: option, from: value, in: path)
            try Self.check(resolved, of: option, in: path)
            values[option.name] = resolved.isEmpty ? nil : resolved
        }
    }

    private static func check(
        _ values: [GivenValue], of option: OptionDescription, in path: CommandPath
    ) throws(UsageError) {
        guard let hint = option.value?.hint else { return }
        for value in values {
            try value.check(against: hint, in: path)
        }
    }

    /// What a variable that is not empty gives its option; nothing for a flag switched off.
    private static func values(
        of option: OptionDescription, from value: GivenValue, in path: CommandPath
    ) throws(UsageError) -> [GivenValue] {
        guard option.value != nil else {
            return try value.converted(by: .boolean, in: path) ? [value] : []
        }
        guard option.isRepeatable else { return [value] }
        return value.text.split(separator: ",").compactMap { part in
            let trimmed = part.trimmingSpaces
            return trimmed.isEmpty ? nil : GivenValue(text: trimmed, origin: value.origin)
        }
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        let head = drop { $0 == " " }
        let end = head.lastIndex { $0 != " " }.map(head.index(after:)) ?? head.startIndex
        return String(head[..<end])
    }
}
