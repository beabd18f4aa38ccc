/// The write-ahead log beside the database.
public struct LogFinding: Sendable, Equatable {
    /// Of its file, which is not cut after every move.
    public var bytes: Int64
    /// Whether the last server has left it without emptying it: it was ended hard.
    public var isLeftover: Bool
}
