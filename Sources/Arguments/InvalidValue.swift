/// Why a text is no value of a ``ValueSyntax``. ``ParsedCommand`` makes a ``UsageError`` of it
/// that also names the text and where it was given.
public struct InvalidValue: Error, Equatable {
    /// What would have been right, in the sentence's words: `expected an integer from 1 to 10`.
    public var reason: String
    /// A way out, such as `did you mean 'full'?`.
    public var hint: String?

    public init(_ reason: String, hint: String? = nil) {
        self.reason = reason
        self.hint = hint
    }
}
