import WorkshopModel

/// One run of retention: where it stands between two slices.
struct Retention: Sendable {
    /// Rows that one slice looks at: about ten milliseconds of the writer's time.
    static let sliceRows = 256

    /// Messages older than this go; `nil` keeps them all.
    let messagesBefore: Timestamp?
    let heartbeatsBefore: Timestamp
    let keysBefore: Timestamp
    let completion: Completion<Int>
    var stage = Stage.messages
    /// The id of the last row looked at, as its bytes; it may be no ULID.
    var position: [UInt8] = []
    var deleted = 0

    enum Stage: Sendable {
        /// By their ids, up to the last moment that is old enough.
        case messages
        /// Rows above the mark, which others put in: by their `ts` alone.
        case oddMessages
        case heartbeats
        /// Answers kept for repeats.
        case keys
        case finished
    }
}
