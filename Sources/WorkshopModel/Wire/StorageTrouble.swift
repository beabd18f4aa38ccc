/// Why a server cannot keep what it is sent.
public struct StorageTrouble: Sendable, Equatable {
    /// One line, lower case, no full stop.
    public var reason: String
    /// When a write first failed for it.
    public var since: Timestamp

    public init(reason: String, since: Timestamp) {
        self.reason = reason
        self.since = since
    }
}
