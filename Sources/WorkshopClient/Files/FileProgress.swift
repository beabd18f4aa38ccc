/// How far an upload or a download has come.
public struct FileProgress: Sendable, Hashable {
    /// Bytes read from the source, or written to the destination.
    public let transferred: Int64
    /// All of them; `nil` while nobody knows.
    public let total: Int64?

    public init(transferred: Int64, total: Int64?) {
        self.transferred = transferred
        self.total = total
    }
}
