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
        var isCounting = false
        var notBefore = ContinuousClock.now
    }

    init(readers: ReaderPool, queue: WriteQueue) {
        self.readers = readers
        self.queue = queue
    }

    /// Begins a recount when one is due.
    func look(_ session: WriteSession) {
        guard session.foreignCommits.arePending, mayBegin() else { return }
        session.foreignCommits.areDealtWith()
        count(Recount(), since: .now)
    }

    private func mayBegin() -> Bool {
        state.withLock { state in
            guard !state.isCounting, state.notBefore <= .now else { return false }
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
                    rest(since: start)
                }
            }, refused: { _ in })
    }

    private func apply(_ recount: Recount, since start: ContinuousClock.Instant) {
        let correction = CounterCorrection(
            messages: recount.messages, tasks: recount.tasks,
            completion: { [self] in rest(since: start) })
        if recount.messages.byPair.isEmpty, recount.tasks == 0 {
            correction.completion()
        } else {
            queue.submit(.correct(correction))
        }
    }

    private func rest(since start: ContinuousClock.Instant) {
        let now = ContinuousClock.now
        state.withLock { state in
            state.isCounting = false
            state.notBefore =
                now + max(CounterWatch.shortestRest, start.duration(to: now) * 20)
        }
    }
}
