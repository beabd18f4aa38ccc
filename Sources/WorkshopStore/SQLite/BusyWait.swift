import CSQLite
import Glibc
import Synchronization

/// Told once to everything that waits that it should not any longer.
final class StopSignal: Sendable {
    private let raised = Atomic(false)

    var isRaised: Bool { raised.load(ordering: .acquiring) }

    func raise() { raised.store(true, ordering: .releasing) }
}

/// How long a connection waits for somebody else's lock.
///
/// People open the database with `sqlite3`; a lock they hold for seconds must delay writes, not
/// fail them. Belongs to one connection and is called on that connection's thread only.
final class BusyWait {
    /// How long one wait lasts at most.
    var limit: Duration
    private let stop: StopSignal
    private var began = ContinuousClock.now
    /// Told once in each wait that lasts so long.
    var notice: (after: Duration, tell: () -> Void)?
    private var hasTold = false
    /// Called again and again for as long as a wait lasts.
    var whileWaiting: (() -> Void)?

    init(stop: StopSignal, limit: Duration) {
        self.limit = limit
        self.stop = stop
    }

    /// Makes SQLite ask this value; the connection keeps it alive for as long as it is open.
    func install(on handle: OpaquePointer) {
        sqlite3_busy_handler(
            handle,
            { context, attempt in
                guard let context else { return 0 }
                let wait = Unmanaged<BusyWait>.fromOpaque(context).takeUnretainedValue()
                return wait.again(attempt: attempt) ? 1 : 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func again(attempt: Int32) -> Bool {
        if stop.isRaised { return false }
        if attempt == 0 {
            began = .now
            hasTold = false
        }
        whileWaiting?()
        let waited = began.duration(to: .now)
        if waited >= limit { return false }
        if let notice, !hasTold, waited >= notice.after {
            hasTold = true
            notice.tell()
        }
        // Locks of our own readers last microseconds, a person's last seconds.
        usleep(attempt < 10 ? 500 : 10_000)
        return true
    }
}
