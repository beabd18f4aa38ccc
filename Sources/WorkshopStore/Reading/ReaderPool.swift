import WorkshopModel

/// A few threads with a connection each, that take reads from one queue.
///
/// Bounded by construction: as many snapshots at a time as there are threads. A read that has
/// more to do than a page submits itself again, so that others come in between.
final class ReaderPool: Sendable {
    /// Reads that may wait; the server bounds its connections well below.
    private static let capacity = 65_536

    private let health: StorageHealth
    private let state = Monitor(State())

    private struct Job: Sendable {
        let run: @Sendable (Reader) -> Void
        let refused: @Sendable (APIError) -> Void
    }

    private struct State: Sendable {
        var jobs: [Job] = []
        var taken = 0
        var isClosed = false
    }

    init(health: StorageHealth) {
        self.health = health
    }

    /// Works until the pool is closed; runs on a thread of its own, whose connection it is.
    func work(with reader: Reader) {
        while let job = nextJob() { job.run(reader) }
    }

    /// Runs a job on one of the threads.
    ///
    /// - Parameter refused: called instead, at once, when the pool is closed or full.
    func submit(
        _ run: @escaping @Sendable (Reader) -> Void,
        refused: @escaping @Sendable (APIError) -> Void
    ) {
        let refusal: APIError? = state.change { state in
            if state.isClosed { return APIError(.unavailable, "the store is closed") }
            if state.jobs.count - state.taken >= ReaderPool.capacity {
                return APIError(.unavailable, "too many reads wait, try again later")
            }
            state.jobs.append(Job(run: run, refused: refused))
            return nil
        }
        if let refusal { refused(refusal) }
    }

    /// Reads one page and answers.
    func submit<Value>(
        _ completion: @escaping Completion<Value>,
        _ read: @escaping @Sendable (Reader) throws(SQLiteError) -> Value
    ) {
        submit(
            { [health] reader in
                do throws(SQLiteError) {
                    completion(.success(try read(reader)))
                } catch {
                    health.readFailed(error)
                    completion(.failure(error.apiError))
                }
            }, refused: { completion(.failure($0)) })
    }

    /// Refuses what waits and what comes; reads under way end.
    func close() {
        let waiting = state.change(wakingAll: true) { state in
            state.isClosed = true
            defer { state.jobs = [] }
            return Array(state.jobs[state.taken...])
        }
        for job in waiting { job.refused(APIError(.unavailable, "the store is closed")) }
    }

    private func nextJob() -> Job? {
        let next: Job?? = state.wait { state -> Job?? in
            if state.isClosed { return .some(nil) }
            guard state.taken < state.jobs.count else { return nil }
            let job = state.jobs[state.taken]
            state.taken += 1
            if state.taken == state.jobs.count {
                state.jobs.removeAll(keepingCapacity: true)
                state.taken = 0
            } else if state.taken >= 1_024 {
                state.jobs.removeFirst(state.taken)
                state.taken = 0
            }
            return .some(job)
        }
        return next ?? nil
    }
}
