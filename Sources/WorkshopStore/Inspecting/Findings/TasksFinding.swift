/// Tasks against the messages that announce them.
public struct TasksFinding: Sendable, Equatable {
    /// Rows looked at.
    public var rows: Int64 = 0
    /// Tasks without their `task.created`: put in by others, or somebody has deleted the message.
    public var unannounced = Sightings()
    /// Tasks without the `task.claimed` that holds them. Only a server records which that is, in
    /// the transaction that stores it.
    public var claimless = Sightings()
    /// Ids that only the table beside the tasks knows: others have deleted the tasks.
    public var gone = Sightings()
    public var odd = OddValues()

    var level: Finding.Level {
        if !claimless.isEmpty { return .fault }
        return unannounced.isEmpty && gone.isEmpty && odd.isEmpty ? .fine : .note
    }
}
