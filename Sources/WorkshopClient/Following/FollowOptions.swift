/// How a stream is followed.
public struct FollowOptions: Sendable {
    public var firstConnection: FirstConnection
    public var backoff: ReconnectBackoff
    /// Time without a byte after which the connection counts as dead: three of the server's
    /// keepalives. Time in which the consumer takes nothing does not count.
    public var silenceTimeout: Duration
    public var pacing: Pacing

    /// What a first connection that cannot be made means.
    public enum FirstConnection: Sendable, Hashable {
        /// An error: most likely the address is wrong.
        case required
        /// The same as one lost later: it is tried again.
        case retried
    }

    public init(
        firstConnection: FirstConnection = .required, backoff: ReconnectBackoff = .init(),
        silenceTimeout: Duration = .seconds(45), pacing: Pacing = .system
    ) {
        self.firstConnection = firstConnection
        self.backoff = backoff
        self.silenceTimeout = silenceTimeout
        self.pacing = pacing
    }
}
