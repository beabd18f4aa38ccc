import Synchronization

/// How many connections a server holds, on all listeners and loops together.
///
/// The bound stands below the process' limit of descriptors, so that the store and its files
/// always have some. A few more may come in to be told that there is no room; those that knock
/// while these are taken too wait in the kernel's queue.
final class ConnectionBound: Sendable {
    enum Seat: Sendable {
        case served
        /// Told that there is no room.
        case turnedAway
    }

    /// Connections that are served at a time.
    let served: Int
    private let turnedAway: Int
    private let state = Mutex(State())

    private struct State {
        var served = 0
        var turnedAway = 0
        var waiting: [@Sendable () -> Void] = []
    }

    init(served: Int, turnedAway: Int) {
        self.served = served
        self.turnedAway = turnedAway
    }

    /// A connection was accepted. Those accepted in one go with the last that had room are turned
    /// away too, beyond the bound of these.
    func enter() -> Seat {
        state.withLock { state in
            guard state.served >= served else {
                state.served += 1
                return .served
            }
            state.turnedAway += 1
            return .turnedAway
        }
    }

    /// A connection is closed, and its descriptor free.
    func leave(_ seat: Seat) {
        let waiting = state.withLock { state in
            switch seat {
            case .served: state.served -= 1
            case .turnedAway: state.turnedAway -= 1
            }
            let waiting = state.waiting
            state.waiting = []
            return waiting
        }
        for resume in waiting { resume() }
    }

    /// How many are served now.
    var open: Int { state.withLock { $0.served } }

    /// Whether half of those that can be told that there is no room are in already.
    var isCrowded: Bool { state.withLock { 2 * $0.turnedAway >= turnedAway } }

    /// Whether another connection may be accepted.
    ///
    /// - Parameter resume: called once when it may, if it may not now.
    func mayAccept(orLater resume: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            if state.served < served || state.turnedAway < turnedAway { return true }
            state.waiting.append(resume)
            return false
        }
    }
}
