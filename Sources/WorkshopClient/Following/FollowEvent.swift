public import WorkshopModel

/// What happens while a stream is followed.
public enum FollowEvent: Sendable, Equatable {
    /// The stream is open: from here on, new messages come as they are published.
    case connected
    /// One message, as its line of JSON without line break; each exactly once, ids rising.
    case message(line: [UInt8], id: ULID)
    /// Messages that the filter leaves out were passed: nothing to show, but a reader that
    /// remembers where it stands moves here.
    case cursor(ULID)
    /// Messages that were asked for are gone, or never were; the stream goes on from the oldest
    /// that is kept.
    case gap(GapNotice)
    /// The connection was lost or could not be made; the next attempt comes by itself after the
    /// wait, once the next event is asked for.
    case disconnected(ClientError, retryIn: Duration)
}
