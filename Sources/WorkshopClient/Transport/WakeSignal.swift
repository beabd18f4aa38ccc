import Synchronization

/// Lets one task sleep until something has changed.
///
/// A raise that nobody waits for is kept, so none is lost between looking and waiting; a waiter
/// may wake once too often and looks again.
package final class WakeSignal: Sendable {
    private enum State {
        case quiet
        case raised
        case awaited(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.quiet)

    package init() {}

    package func raise() {
        let waiter: CheckedContinuation<Void, Never>? = state.withLock { state in
            switch state {
            case .quiet, .raised:
                state = .raised
                return nil
            case .awaited(let continuation):
                state = .quiet
                return continuation
            }
        }
        waiter?.resume()
    }

    /// Returns after the next raise, or at once after one that is still unseen. One task at a
    /// time.
    package func wait() async {
        await withCheckedContinuation { continuation in
            let isRaised = state.withLock { state in
                switch state {
                case .quiet:
                    state = .awaited(continuation)
                    return false
                case .raised:
                    state = .quiet
                    return true
                case .awaited: preconditionFailure("a signal wakes one task")
                }
            }
            if isRaised { continuation.resume() }
        }
    }
}
