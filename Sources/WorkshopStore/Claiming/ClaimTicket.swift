import Synchronization

/// The right of somebody who waits for a task to go away without one.
///
/// Whether a task is claimed for a waiter and whether the waiter is still there are decided on two
/// threads; this is where one of them wins.
public final class ClaimTicket: Sendable {
    private enum State {
        case waiting
        /// A transaction is about to claim a task for it. `isLate`: somebody tried to withdraw
        /// meanwhile and was told that the answer is on its way.
        case taken(isLate: Bool)
        /// Nothing was claimed after all, and the answer that was promised is owed.
        case owed
        case withdrawn
    }

    private let state = Mutex(State.waiting)

    public init() {}

    /// Ends the waiting. May be called from any thread, more than once.
    ///
    /// - Returns: `true` when no task will be claimed for it and nobody will call its completion;
    ///   `false` when it is too late for that: the completion is called soon, or has been.
    public func withdraw() -> Bool {
        state.withLock { state in
            switch state {
            case .waiting, .withdrawn:
                state = .withdrawn
                return true
            case .taken:
                state = .taken(isLate: true)
                return false
            case .owed: return false
            }
        }
    }

    /// How the writer finds it.
    enum Standing {
        case waits
        /// Nobody waits any more.
        case gone
        /// Nobody waits any more, but an answer was promised.
        case owed
    }

    var standing: Standing {
        state.withLock { state in
            switch state {
            case .waiting, .taken: .waits
            case .withdrawn: .gone
            case .owed: .owed
            }
        }
    }

    var isOwed: Bool {
        if case .owed = standing { true } else { false }
    }

    /// Begins to claim for it; `false` when nobody waits any more.
    func take() -> Bool {
        state.withLock { state in
            guard case .waiting = state else { return false }
            state = .taken(isLate: false)
            return true
        }
    }

    /// The transaction was rolled back.
    func giveBack() {
        state.withLock { state in
            guard case .taken(let isLate) = state else { return }
            state = isLate ? .owed : .waiting
        }
    }
}
