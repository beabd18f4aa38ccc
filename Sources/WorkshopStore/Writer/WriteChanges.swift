import WorkshopModel

/// What a transaction has done, for those who are told of it after the commit.
struct WriteChanges: Sendable {
    /// Ids ascending.
    var messages: [Message] = []
    var counters = CounterChanges()
    /// The highest id that retention has deleted in it.
    var prunedThrough: ULID?
    /// Whether ids, times or the number of tasks have moved.
    var touchesMarks = false
    /// Leases that begin, run anew or, with `nil`, end; by the task's id.
    var leases: [String: Lease?] = [:]
    /// Tasks that somebody may claim now, in the order in which they were opened.
    var openedTasks: [String] = []
    var claims = ClaimChanges()
    /// Leases that have lapsed, and whose tasks are open again.
    var expiredLeases = 0
}
