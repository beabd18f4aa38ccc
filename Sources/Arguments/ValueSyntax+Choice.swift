extension ValueSyntax where Value == String {
    /// Exactly one of these words.
    public static func choice(among choices: [String]) -> Self {
        Self { text throws(InvalidValue) in
            guard choices.contains(text) else {
                throw InvalidValue(
                    "expected \(sentence(choices))",
                    hint: Suggestion.hint(for: text, among: choices))
            }
            return text
        }
    }

    private static func sentence(_ choices: [String]) -> String {
        guard choices.count > 1, let last = choices.last else { return choices.joined() }
        return "\(choices.dropLast().joined(separator: ", ")) or \(last)"
    }
}

extension ValueSyntax where Value: CaseIterable & RawRepresentable<String> & Sendable {
    /// Exactly one of the raw values of the type.
    public static func choice(of type: Value.Type = Value.self) -> Self {
        let cases = Array(type.allCases)
        let words = ValueSyntax<String>.choice(among: cases.map(\.rawValue))
        return Self { text throws(InvalidValue) in
            let word = try words.parse(text)
            guard let value = cases.first(where: { $0.rawValue == word }) else {
                preconditionFailure("'\(word)' is among the raw values and belongs to no case")
            }
            return value
        }
    }
}
