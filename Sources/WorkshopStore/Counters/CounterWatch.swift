import Synchronization

/// Makes the counters true again after others have written to the database.
///
/// Asked by the writer between transactions; the counting itself is done by the readers. After a
/// recount it rests twenty times as long as the recount took, so that a script that writes all
/// the time costs a twentieth of one reader at most.
final class CounterWatch: Sendable {
    private static let shortestRest = Duration.milliseconds(500)

    private let readers: ReaderPool
    private let queue: WriteQueue
    private let state = Mutex(State())

    private struct State: Sendable {
        /// Whether others have written since the last recount that came to its end began.
        var isDue = false
        var isCounting = false
        var notBefore = ContinuousClock.now
    }

    init(readers: ReaderPool, queue: WriteQueue) {
        self.readers = readers
        self.queue = queue
    }

    /// Begins a recount when one is due.
    func look(_ session: WriteSession) {
        let othersWrote = session.foreignCommits.arePending
        session.foreignCommits.areDealtWith()
        if mayBegin(othersWrote: othersWrote) { count(Recount(), since: .now) }
    }

    private func mayBegin(othersWrote: Bool) -> Bool {
        state.withLock { state in
            if othersWrote { state.isDue = true }
            guard state.isDue, !state.isCounting, state.notBefore <= .now else { return false }
            state.isDue = false
            state.isCounting = true
            return true
        }
    }

    private func count(_ recount: Recount, since start: ContinuousClock.Instant) {
        readers.submit(
            { [self] reader in
                var recount = recount
                do throws(SQLiteError) {
                    if try recount.slice(on: reader.connection) {
                        apply(recount, since: start)
                    } else {
                        count(recount, since: start)
                    }
                } catch {
                    rest(since: start, isDone: false)
                }
            }, refused: { [self] _ in rest(since: start, isDone: false) })
    }

    private func apply(_ recount: Recount, since start: ContinuousClock.Instant) {
        let correction = CounterCorrection(
            messages: recount.messages, tasks: recount.tasks,
            completion: { [self] isApplied in rest(since: start, isDone: isApplied) })
        if recount.messages.byPair.isEmpty, recount.tasks == 0 {
            correction.completion(true)
        } else {
            queue.submit(.correct(correction))
        }
    }

    private func rest(since start: ContinuousClock.Instant, isDone: Bool) {
        let now = ContinuousClock.now
        state.withLock { state in
            state.isCounting = false
            if !isDone { state.isDue = true }
            state.notBefore =
                now + max(CounterWatch.shortestRest, start.duration(to: now) * 20)
        }
    }
}
