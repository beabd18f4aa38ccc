import Synchronization

/// Knows whether the server answers, of all that a worker asks it.
final class ConnectionWatch: Sendable {
    private struct State {
        var hasConnected = false
        var isLost = false
    }

    private let state = Mutex(State())
    private let tellsFirstFailure: Bool
    private let mailbox: AsyncStream<WorkerInput>.Continuation

    init(
        _ firstConnection: FollowOptions.FirstConnection,
        _ mailbox: AsyncStream<WorkerInput>.Continuation
    ) {
        tellsFirstFailure = firstConnection == .retried
        self.mailbox = mailbox
    }

    /// Whether it ever answered.
    var hasConnected: Bool { state.withLock { $0.hasConnected } }

    func succeeded() {
        let wasLost = state.withLock { state in
            state.hasConnected = true
            defer { state.isLost = false }
            return state.isLost
        }
        if wasLost { mailbox.yield(.connectionChanged(nil)) }
    }

    func failed(_ error: ClientError) {
        let isNews = state.withLock { state in
            guard state.hasConnected || tellsFirstFailure, !state.isLost else { return false }
            state.isLost = true
            return true
        }
        if isNews { mailbox.yield(.connectionChanged(error)) }
    }
}
