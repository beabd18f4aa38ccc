import Dispatch
import Synchronization
import WorkshopClient

/// Writes what is to be shown, in order, on a thread of its own: a reader that takes its time
/// holds up neither heartbeats nor anything else that is asked of the one who prints.
final class LinePrinter: Sendable {
    private struct State {
        var waiting = 0
        var failure: (any Error)?
        var waiters: [(room: Int, hasRoom: OneShot<Void>)] = []
    }

    /// Writes that may wait before there is no room for more work.
    static let room = 64

    private let queue = DispatchQueue(label: "printer")
    private let state = Mutex(State())
    private let hasFailed: @Sendable () -> Void

    /// - Parameter hasFailed: told once, when a write fails; no more are made then.
    init(hasFailed: @escaping @Sendable () -> Void) { self.hasFailed = hasFailed }

    /// Why nothing is written any more.
    var failure: (any Error)? { state.withLock { $0.failure } }

    func add(_ write: @escaping @Sendable () throws -> Void) {
        state.withLock { $0.waiting += 1 }
        queue.async { self.carryOut(write) }
    }

    /// Comes once fewer than so many writes wait.
    func room(for count: Int) -> OneShot<Void> {
        let hasRoom = OneShot<Void>()
        let isThere = state.withLock { state in
            if state.waiting < count { return true }
            state.waiters.append((count, hasRoom))
            return false
        }
        if isThere { hasRoom.set(()) }
        return hasRoom
    }

    private func carryOut(_ write: () throws -> Void) {
        var isNews = false
        if failure == nil {
            do {
                try write()
            } catch {
                state.withLock { $0.failure = error }
                isNews = true
            }
        }
        if isNews { hasFailed() }
        let satisfied = state.withLock { state in
            state.waiting -= 1
            let waiting = state.waiting
            let satisfied = state.waiters.filter { waiting < $0.room }
            state.waiters.removeAll { waiting < $0.room }
            return satisfied
        }
        for waiter in satisfied { waiter.hasRoom.set(()) }
    }
}
