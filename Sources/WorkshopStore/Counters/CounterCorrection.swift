/// By how much the recorded counters are off.
struct CounterCorrection: Sendable {
    var messages = CounterChanges()
    var tasks: Int64 = 0
    /// Told whether it has been applied.
    var completion: @Sendable (Bool) -> Void
}

extension WriteSession {
    /// Adds what a recount has found.
    ///
    /// The recount saw the rows and what was recorded of them in one snapshot; whatever this
    /// writer has done since has moved both alike, so the difference still holds.
    func correct(_ correction: CounterCorrection) {
        for (pair, count) in correction.messages.byPair { changes.counters.add(count, to: pair) }
        guard correction.tasks != 0 else { return }
        marks.tasks += correction.tasks
        changes.touchesMarks = true
    }
}
