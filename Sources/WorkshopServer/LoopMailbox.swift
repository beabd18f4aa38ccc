import NIOCore
import Synchronization
import WorkshopModel

/// What other threads hand to one event loop, with one wake-up for all that waits.
///
/// Answers go out before committed messages are handed to streams: who publishes does not wait
/// for a thousand readers, and its next message goes with the same write as others that came
/// meanwhile. Messages that wait are one batch, however many commits they came with.
final class LoopMailbox: Sendable {
    typealias Job = @Sendable () -> Void

    private let loop: any EventLoop
    private let state = Mutex(State())

    private struct State {
        var jobs: [Job] = []
        var messages: [Message] = []
        var deliver: (@Sendable ([Message]) -> Void)?
        var isAwake = false
        var isClosed = false
    }

    init(loop: any EventLoop) {
        self.loop = loop
    }

    /// Takes messages from now on.
    func open(deliver: @escaping @Sendable ([Message]) -> Void) {
        state.withLock { $0.deliver = deliver }
    }

    /// Runs the job on the loop, after every job posted before; not at all once it is closed.
    func post(_ job: @escaping Job) {
        wake { $0.jobs.append(job) }
    }

    /// Hands messages to the loop's streams, in commit order.
    func post(_ messages: [Message]) {
        wake { state in
            if state.messages.isEmpty {
                state.messages = messages
            } else {
                state.messages.append(contentsOf: messages)
            }
        }
    }

    /// The loop is about to end: an answer of the store that comes later has nobody to go to.
    func close() {
        state.withLock { state in
            state = State()
            state.isClosed = true
        }
    }

    private func wake(_ change: (inout State) -> Void) {
        let mustWake = state.withLock { state in
            if state.isClosed { return false }
            change(&state)
            if state.isAwake { return false }
            state.isAwake = true
            return true
        }
        if mustWake { loop.execute { self.run() } }
    }

    private func run() {
        let taken = state.withLock { state in
            let taken = state
            state.jobs = []
            state.messages = []
            state.isAwake = false
            return taken
        }
        for job in taken.jobs { job() }
        if !taken.messages.isEmpty { taken.deliver?(taken.messages) }
    }
}
