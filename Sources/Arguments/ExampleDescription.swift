/// One call of a command worth copying.
public struct ExampleDescription: Sendable {
    /// The call as typed in a shell. It is shown as it stands, never wrapped.
    public var commandLine: String
    /// What the call does, in one line, lower case and without a full stop.
    public var summary: String

    public init(_ commandLine: String, summary: String) {
        self.commandLine = commandLine
        self.summary = summary
    }
}
