import WorkshopModel

/// Where a stream stands, as a value: what happens to it goes in, what must be done comes out.
///
/// Invariant 4. A subscriber is *replaying* from a cursor or *live*. It goes live only when its
/// loop's hub can prove that everything up to the batch it joins at was written; one that cannot
/// be written to goes back to *replaying*. So a slow reader and a reconnect are the same code,
/// and neither costs more memory than one page.
///
/// The cursor is the newest id up to which everything that the filter wants was handed to the
/// connection.
struct SubscriberState {
    private enum Phase {
        /// Waits until the connection takes bytes again.
        case blocked(cursor: ULID)
        /// Waits for a page of the store.
        case reading(cursor: ULID)
        /// Gets every batch of its loop; ids up to `joined` were written already.
        case live(joined: ULID)
        case closed
    }

    enum Action: Equatable {
        /// Ask the store for the page after this id.
        case readPage(after: ULID)
        /// Feed from the hub's recent messages, beginning after this id.
        case feedRecent(after: ULID)
        /// Join the hub's live set.
        case goLive
        /// Nothing until the connection is writable.
        case wait
    }

    private var phase: Phase

    /// - Parameter cursor: resume after it.
    init(replayingAfter cursor: ULID) {
        phase = .blocked(cursor: cursor)
    }

    /// - Parameter joined: the newest id committed when the stream opened; only later ones are
    ///   for it.
    init(liveAfter joined: ULID) {
        phase = .live(joined: joined)
    }

    var isLive: Bool {
        if case .live = phase { return true }
        return false
    }

    /// While live: ids up to this one were handed over before the subscriber joined.
    var joined: ULID? {
        if case .live(let joined) = phase { return joined }
        return nil
    }

    /// Begins or resumes the replay of a connection that takes bytes.
    ///
    /// - Parameter recent: the ids after which the hub still has every message of this loop,
    ///   up to its newest; `nil` forces the store, which also knows rows put in by others.
    mutating func resume(recent: ClosedRange<ULID>?) -> Action {
        guard case .blocked(let cursor) = phase else { return .wait }
        if let recent, recent.contains(cursor) { return .feedRecent(after: cursor) }
        phase = .reading(cursor: cursor)
        return .readPage(after: cursor)
    }

    /// A page arrived and was written.
    ///
    /// - Parameters:
    ///   - through: everything the filter wants up to here is in this or earlier pages.
    ///   - isLast: the store's snapshot held nothing above.
    ///   - head: the newest id that the hub of this loop has handed out.
    mutating func pageWritten(through: ULID, isLast: Bool, head: ULID) -> Action {
        guard case .reading = phase else { return .wait }
        // The proof: the snapshot held everything up to `through`, the hub has handed out
        // nothing above it, and what it will hand out up to `through` is skipped. A cursor above
        // all ids ends here: the page began anew, and so does the reader.
        if isLast, through >= head {
            phase = .live(joined: through)
            return .goLive
        }
        phase = .blocked(cursor: through)
        return .wait
    }

    /// Recent messages up to an id were written.
    mutating func recentWritten(through: ULID, head: ULID) -> Action {
        guard case .blocked = phase else { return .wait }
        // The proof: this and the hub run on one loop, and the hub's newest is written.
        if through >= head {
            phase = .live(joined: through)
            return .goLive
        }
        phase = .blocked(cursor: through)
        return .wait
    }

    /// The connection does not take the next batch.
    ///
    /// - Parameter head: the newest id handed out before that batch.
    mutating func fallBehind(head: ULID) {
        guard case .live(let joined) = phase else { return }
        phase = .blocked(cursor: max(joined, head))
    }

    mutating func close() { phase = .closed }

    /// The newest id the reader needs not ask for again.
    func cursor(head: ULID) -> ULID? {
        switch phase {
        case .blocked(let cursor), .reading(let cursor): cursor
        case .live(let joined): max(joined, head)
        case .closed: nil
        }
    }
}
