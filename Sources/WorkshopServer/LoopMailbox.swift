import NIOCore
import Synchronization
import WorkshopModel

/// What other threads hand to one event loop, with one wake-up for all that waits.
///
/// Answers go out before committed messages are handed to streams: who publishes does not wait
/// for a thousand readers, and its next message goes with the same write as others that came
/// meanwhile. Messages that wait are one batch, however many commits they came with. Pages of
/// streams that catch up come last, a few at a time with the sockets served in between: a crowd
/// that reconnects holds up nobody.
final class LoopMailbox: Sendable {
    typealias Job = @Sendable () -> Void

    /// Pages between two looks at the sockets: less than half a millisecond.
    private static let pagesPerTurn = 4

    private let loop: any EventLoop
    private let yield: @Sendable (@escaping Job) -> Void
    private let state = Mutex(State())

    private struct State {
        var jobs: [Job] = []
        var messages: [Message] = []
        var pages = CircularBuffer<Job>()
        var deliver: (@Sendable ([Message]) -> Void)?
        var isAwake = false
        var isHeld = false
        /// Whether pages wait for their next turn.
        var hasYielded = false
        var isClosed = false

        var hasWork: Bool {
            !jobs.isEmpty || !messages.isEmpty || !pages.isEmpty && !hasYielded
        }
    }

    /// - Parameter yield: runs what it is given on the loop, after the sockets were looked at.
    init(loop: any EventLoop, yield: @escaping @Sendable (@escaping Job) -> Void) {
        self.loop = loop
        self.yield = yield
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

    /// Runs the job on the loop after every one of its kind posted before, and after the others.
    func postPage(_ job: @escaping Job) {
        wake { $0.pages.append(job) }
    }

    /// Gathers what is posted, by whomever, until it is released: all of it is worth one wake-up,
    /// and one turn of the loop. By the store's writer alone, for as long as it tells what came of
    /// one transaction.
    func hold() {
        state.withLock { $0.isHeld = true }
    }

    func release() {
        wake { $0.isHeld = false }
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
            if state.isAwake || state.isHeld || !state.hasWork { return false }
            state.isAwake = true
            return true
        }
        if mustWake { loop.execute { self.run() } }
    }

    private func run() {
        let (jobs, messages, deliver, beginsPages) = state.withLock { state in
            defer {
                state.jobs = []
                state.messages = []
                state.isAwake = false
            }
            let beginsPages = !state.hasYielded && !state.pages.isEmpty
            return (state.jobs, state.messages, state.deliver, beginsPages)
        }
        for job in jobs { job() }
        if !messages.isEmpty { deliver?(messages) }
        if beginsPages { runPages() }
    }

    private func runPages() {
        let pages = state.withLock { state in
            // What these post in their turn waits for the next one.
            state.hasYielded = true
            let count = min(state.pages.count, LoopMailbox.pagesPerTurn)
            return (0..<count).map { _ in state.pages.removeFirst() }
        }
        for page in pages { page() }
        let hasMore = state.withLock { state in
            state.hasYielded = !state.pages.isEmpty
            return state.hasYielded
        }
        if hasMore { yield { self.runPages() } }
    }
}
