import WorkshopModel

/// The one writer: a thread that takes all that waits, stores it in one transaction and tells
/// everyone afterwards.
///
/// Invariant 1: ids are given here and nowhere else, in the order of the commits, and the
/// observer is told in that order.
/// Invariant 2: ``settle(_:_:)`` runs after `COMMIT` has returned, which with `synchronous=FULL`
/// is after the sync.
final class Writer {
    private let session: WriteSession
    private let queue: WriteQueue
    private let observer: any StoreObserver
    private let health: StorageHealth
    private let measures: StoreMeasures
    private let afterCommit: (WriteSession) -> Void
    /// Whether somebody else's lock has outlasted the patience: whoever asks then has waited for
    /// it already, or is better told at once, until it is gone.
    private var isLockedOut = false

    /// Runs once the transaction that an operation was part of has been committed.
    private typealias Answer = () -> Void

    /// - Parameter afterCommit: called between two transactions, and about once a second when
    ///   there are none.
    init(
        session: WriteSession, queue: WriteQueue, observer: any StoreObserver,
        health: StorageHealth, measures: StoreMeasures,
        afterCommit: @escaping (WriteSession) -> Void
    ) {
        self.session = session
        self.queue = queue
        self.observer = observer
        self.health = health
        self.measures = measures
        self.afterCommit = afterCommit
    }

    /// Works until the queue is closed and empty.
    func run() {
        while true {
            switch queue.next(atMost: session.patience) {
            case .closed: return session.dismissWaiting()
            case .pulse:
                queue.givePulse()
                continue
            case .batch(let operations): store(operations)
            case nil:
                // What could not be looked at now is looked at in a second.
                try? session.lookForForeignCommits()
                if session.isDue { store([]) }
                if health.isTroubled(.database) { probe() }
            }
            session.sweepWaiting()
            afterCommit(session)
        }
    }

    private func store(_ operations: [WriteOperation]) {
        do throws(SQLiteError) {
            try session.begin(isBrief: isLockedOut)
            isLockedOut = false
        } catch {
            isLockedOut = error.isBusy
            session.rollBack()
            session.rest()
            return refuse(operations, error)
        }
        do throws(SQLiteError) {
            var answers: [Answer] = []
            answers.reserveCapacity(operations.count)
            for operation in operations { answers.append(try attempt(operation)) }
            try attemptWhatIsDue()
            let began = Uptime.now()
            let changes = try session.commit()
            measures.committed(changes, operations: operations.count, in: Uptime.now() - began)
            health.works(.database)
            settle(changes, answers)
        } catch {
            session.rollBack()
            session.rest()
            if error.concernsEveryWrite {
                health.writeFailed(error)
                probe()
                fail(operations, error)
            } else {
                retry(operations, after: error)
            }
        }
    }

    /// Each one alone, so that only the guilty one fails.
    private func retry(_ operations: [WriteOperation], after error: SQLiteError) {
        if operations.count <= 1 {
            refuse(operations, error)
        } else {
            for operation in operations { store([operation]) }
        }
    }

    private func refuse(_ operations: [WriteOperation], _ error: SQLiteError) {
        health.writeFailed(error)
        fail(operations, error)
    }

    /// All at once: on a full disk nobody waits for the attempts of the others.
    private func fail(_ operations: [WriteOperation], _ error: SQLiteError) {
        for operation in operations { operation.fail(error.apiError) }
    }

    /// Finds out whether the disk takes what is written, when nobody writes.
    ///
    /// After a failure, and before anybody is told of it, it also does away with what that has
    /// left: a transaction whose sync failed stands whole in the log, where a crash would bring it
    /// back, until the next one overwrites it.
    private func probe() {
        do throws(SQLiteError) {
            try session.probe()
            isLockedOut = false
            health.works(.database)
        } catch {
            health.writeFailed(error)
        }
    }

    private func settle(_ changes: WriteChanges, _ answers: [Answer]) {
        observer.settling {
            if !changes.messages.isEmpty { observer.committed(changes.messages) }
            if let id = changes.prunedThrough { observer.pruned(through: id) }
            for answer in answers { answer() }
            for answer in changes.claims.answers { answer() }
        }
    }

    /// What a transaction does besides what it was asked for.
    private func attemptWhatIsDue() throws(SQLiteError) {
        do throws(WriteFailure) {
            try session.expireLeases()
        } catch {
            // A refusal is the clock's, and the same lease lapses again.
            if case .broken(let reason) = error { throw reason }
        }
        try session.serveWishes()
    }

    /// A refusal is an answer too, and waits for the commit like the others: it may rest on what
    /// an operation before it in the same transaction has done.
    private func attempt(_ operation: WriteOperation) throws(SQLiteError) -> Answer {
        do throws(WriteFailure) {
            return try perform(operation)
        } catch {
            switch error {
            case .refused(let reason): return { operation.fail(reason) }
            case .broken(let reason): throw reason
            }
        }
    }

    private func perform(_ operation: WriteOperation) throws(WriteFailure) -> Answer {
        switch operation {
        case .publish(let draft, let retry, let completion):
            let answer = try session.once(retry, by: draft.from) { () throws(WriteFailure) in
                try session.append(draft)
            }
            return { completion(.success(answer)) }
        case .createTask(let draft, let retry, let completion):
            let answer = try session.once(retry, by: draft.from) { () throws(WriteFailure) in
                try session.create(draft)
            }
            return { completion(.success(answer)) }
        case .perform(let request, let retry, let completion):
            let answer = try session.once(retry, by: request.from) { () throws(WriteFailure) in
                try session.perform(request).receipt
            }
            return { completion(.success(answer)) }
        case .claimNext(let wish):
            session.changes.claims.arrived.append(wish)
            // Answered at the end of the transaction, in its turn.
            return {}
        case .beat(let beat, let completion):
            let interrupts = try session.beat(beat)
            return { completion(.success(interrupts)) }
        case .prune(let run):
            let next = try session.pruneSlice(run)
            return { [queue] in
                switch next.stage {
                case .finished: next.completion(.success(next.deleted))
                case .messages, .oddMessages, .heartbeats, .keys: queue.submit(.prune(next))
                }
            }
        case .correct(let correction):
            session.correct(correction)
            return { correction.completion(true) }
        }
    }
}
