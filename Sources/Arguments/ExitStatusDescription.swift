/// One exit status of a command and what it tells.
public struct ExitStatusDescription: Sendable {
    public var status: Int32
    /// What happened, in one line, lower case and without a full stop.
    public var summary: String

    public init(_ status: Int32, summary: String) {
        self.status = status
        self.summary = summary
    }
}
