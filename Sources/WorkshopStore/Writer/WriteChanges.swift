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
}
