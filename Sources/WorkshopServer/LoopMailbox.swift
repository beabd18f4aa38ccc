import NIOCore
import Synchronization

/// What other threads hand to one event loop, in order, with one wake-up for all that waits.
///
/// The store's writer posts a batch and then the answers to its publishers here, so a publisher
/// never reads its answer before the batch was handed out on its own loop.
final class LoopMailbox: Sendable {
    typealias Job = @Sendable () -> Void

    private let loop: any EventLoop
    private let jobs = Mutex<[Job]>([])

    init(loop: any EventLoop) {
        self.loop = loop
    }

    /// Runs the job on the loop, after everything posted before.
    func post(_ job: @escaping Job) {
        let isFirst = jobs.withLock { jobs in
            jobs.append(job)
            return jobs.count == 1
        }
        if isFirst { loop.execute { self.run() } }
    }

    private func run() {
        var taken: [Job] = []
        jobs.withLock { jobs in swap(&jobs, &taken) }
        for job in taken { job() }
    }
}
