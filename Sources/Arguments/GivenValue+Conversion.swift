extension GivenValue {
    /// The value read by `syntax`; where it is none, a usage error that says which text, where
    /// it was given, and what was expected.
    func converted<Value>(
        by syntax: ValueSyntax<Value>, in path: CommandPath
    ) throws(UsageError) -> Value {
        do throws(InvalidValue) {
            return try syntax.parse(text)
        } catch {
            let message = "invalid value \(text.quoted) \(origin.phrase): \(error.reason)"
            throw UsageError(message, hint: error.hint, in: path)
        }
    }

    /// Refuses a text that is none of the described choices.
    func check(against hint: ValueHint, in path: CommandPath) throws(UsageError) {
        guard case .choices(let choices) = hint else { return }
        _ = try converted(by: .choice(among: choices), in: path)
    }
}
