/// A thread that does jobs one after the other.
final class SerialThread: Sendable {
    typealias Job = @Sendable () -> Void

    private let queue: Monitor<Queue>
    private let thread: WorkerThread

    private struct Queue: Sendable {
        var jobs: [Job] = []
        var isClosed = false
    }

    private enum Next {
        case jobs([Job])
        case closed
    }

    init(name: String) {
        let queue = Monitor(Queue())
        self.queue = queue
        thread = WorkerThread.start(name: name) { SerialThread.work(on: queue) }
    }

    /// - Returns: `false` when the thread takes no more.
    @discardableResult
    func submit(_ job: @escaping Job) -> Bool {
        queue.change { queue in
            guard !queue.isClosed else { return false }
            queue.jobs.append(job)
            return true
        }
    }

    /// Finishes what was submitted and ends. Blocks; called once.
    func close() {
        queue.change(wakingAll: true) { $0.isClosed = true }
        thread.join()
    }

    private static func work(on queue: Monitor<Queue>) {
        while case .jobs(let jobs) = next(on: queue) {
            for job in jobs { job() }
        }
    }

    private static func next(on queue: Monitor<Queue>) -> Next {
        let next = queue.wait { queue -> Next? in
            if !queue.jobs.isEmpty {
                defer { queue.jobs = [] }
                return .jobs(queue.jobs)
            }
            return queue.isClosed ? .closed : nil
        }
        return next ?? .closed
    }
}
