import WorkshopModel

/// Where a reader stands in the stream: what it has been handed, and from where to go on.
struct FollowCursor: Sendable, Equatable {
    /// The last id handed to the consumer; where the next connection resumes.
    private(set) var position: ULID?
    /// Ids up to this one were handed out on this line of ids and are not handed out again.
    private var floor: ULID?

    init(position: ULID?) {
        self.position = position
        floor = position
    }

    /// Takes note of an id that is about to be handed out.
    ///
    /// - Returns: no when it was handed out before: ids only rise, so a server that sends one
    ///   again, or an older one, errs, and the reader must not pay for it with a repeat.
    mutating func advance(to id: ULID) -> Bool {
        if let floor, id <= floor { return false }
        floor = id
        position = id
        return true
    }

    /// A gap was told: the stream goes on from the oldest message kept, which lies below the
    /// position when the server has a younger database than the reader knew. The position stays
    /// until the next id, so that a connection that breaks right here loses nothing.
    mutating func passGap() { floor = nil }

    /// The stream began without a position, and this is where it stood.
    mutating func start(at id: ULID) {
        position = id
        floor = id
    }
}
