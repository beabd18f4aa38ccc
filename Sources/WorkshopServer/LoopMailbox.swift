import NIOCore
import Synchronization

/// What other threads hand to one event loop, in order, with one wake-up for all that waits.
///
/// The store's writer posts a batch and then the answers to its publishers here, so a publisher
/// never reads its answer before the batch was handed out on its own loop.
final class LoopMailbox: Sendable {
    typealias Job = @Sendable () -> Void

    private let loop: any EventLoop
    private let state = Mutex(State())

    private struct State {
        var jobs: [Job] = []
        var isClosed = false
    }

    init(loop: any EventLoop) {
        self.loop = loop
    }

    /// Runs the job on the loop, after everything posted before; not at all once it is closed.
    func post(_ job: @escaping Job) {
        let isFirst = state.withLock { state in
            if state.isClosed { return false }
            state.jobs.append(job)
            return state.jobs.count == 1
        }
        if isFirst { loop.execute { self.run() } }
    }

    /// The loop is about to end: an answer of the store that comes later has nobody to go to.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.jobs = []
        }
    }

    private func run() {
        var taken: [Job] = []
        state.withLock { state in swap(&state.jobs, &taken) }
        for job in taken { job() }
    }
}
