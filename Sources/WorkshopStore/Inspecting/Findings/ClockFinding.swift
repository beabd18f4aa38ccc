public import WorkshopModel

/// The clock of this machine against the newest id that was given.
public struct ClockFinding: Sendable, Equatable {
    /// ``ULID/zero`` before the first.
    public var newest: ULID
    /// How far the newest id is ahead of the clock; negative when it is not.
    public var milliseconds: Int64

    /// What a clock that is kept in time is set back by at most.
    private static let tolerated: Int64 = 1_000
    /// Beyond this, times of messages are wrong to the eye.
    private static let noticed: Int64 = 60_000

    var level: Finding.Level {
        if milliseconds > ClockFinding.noticed { return .fault }
        return milliseconds > ClockFinding.tolerated ? .note : .fine
    }
}
