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
    private let afterCommit: (WriteSession) -> Void

    /// Runs once the transaction that an operation was part of has been committed.
    private typealias Answer = () -> Void

    /// - Parameter afterCommit: called between two transactions, and about once a second when
    ///   there are none.
    init(
        session: WriteSession, queue: WriteQueue, observer: any StoreObserver,
        afterCommit: @escaping (WriteSession) -> Void
    ) {
        self.session = session
        self.queue = queue
        self.observer = observer
        self.afterCommit = afterCommit
    }

    /// Works until the queue is closed and empty.
    func run() {
        while true {
            switch queue.next(atMost: 1_000) {
            case .closed: return
            case .batch(let operations): store(operations)
            case nil:
                // What could not be looked at now is looked at in a second.
                try? session.lookForForeignCommits()
            }
            afterCommit(session)
        }
    }

    private func store(_ operations: [WriteOperation]) {
        do throws(SQLiteError) {
            try session.begin()
        } catch {
            session.rollBack()
            operations.forEach { $0.fail(error.apiError) }
            return
        }
        do throws(SQLiteError) {
            var answers: [Answer] = []
            answers.reserveCapacity(operations.count)
            for operation in operations { answers.append(try attempt(operation)) }
            settle(try session.commit(), answers)
        } catch {
            session.rollBack()
            retry(operations, after: error)
        }
    }

    /// Each one alone, so that only the guilty one fails.
    private func retry(_ operations: [WriteOperation], after error: SQLiteError) {
        if operations.count == 1 {
            operations[0].fail(error.apiError)
        } else {
            for operation in operations { store([operation]) }
        }
    }

    private func settle(_ changes: WriteChanges, _ answers: [Answer]) {
        if !changes.messages.isEmpty { observer.committed(changes.messages) }
        if let id = changes.prunedThrough { observer.pruned(through: id) }
        for answer in answers { answer() }
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
        case .publish(let draft, let completion):
            let message = try session.append(draft)
            return { completion(.success(message)) }
        case .createTask(let draft, let completion):
            let task = try session.create(draft)
            return { completion(.success(task)) }
        case .perform(let request, let completion):
            let receipt = try session.perform(request)
            return { completion(.success(receipt)) }
        case .beat(let beat, let completion):
            let interrupts = try session.beat(beat)
            return { completion(.success(interrupts)) }
        case .prune(let run):
            let next = try session.pruneSlice(run)
            return { [queue] in
                switch next.stage {
                case .finished: next.completion(.success(next.deleted))
                case .messages, .oddMessages, .heartbeats: queue.submit(.prune(next))
                }
            }
        case .correct(let correction):
            session.correct(correction)
            return { correction.completion(true) }
        }
    }
}
