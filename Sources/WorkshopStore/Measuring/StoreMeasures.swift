public import WorkshopMetrics

/// What storing has come to since the start. Counted by the writer, read by anybody at any time
/// without waiting for it.
public final class StoreMeasures: Sendable {
    /// Of transactions, in nanoseconds: until they were on disk.
    public let commitDurations = Histogram(.durations)
    /// Of transactions: how many operations were stored by each.
    public let commitOperations = Histogram(.amounts)
    /// Messages stored, those that announce something of a task too.
    public let messages = Tally()
    /// Leases that have lapsed.
    public let expiredLeases = Tally()

    init() {}

    /// A transaction is on disk. Called by the writer's thread alone.
    func committed(_ changes: WriteChanges, operations: Int, in time: Duration) {
        commitDurations.record(time.wholeNanoseconds)
        commitOperations.record(operations)
        messages.add(changes.messages.count)
        expiredLeases.add(changes.expiredLeases)
    }
}

extension Duration {
    /// At most 292 years of them.
    fileprivate var wholeNanoseconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    }
}
