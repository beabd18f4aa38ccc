import Glibc

/// Threads of our own for what blocks: Swift's pool has one thread a core and none to spare.
package enum DetachedThread {
    /// Runs `body` on a new thread, which ends with it.
    ///
    /// All signals are blocked there: those to the process go to threads that expect them, and a
    /// connection or pipe that breaks under TLS or a file is an error of its write, never a
    /// SIGPIPE.
    /// - Returns: the system's error number when there can be no more threads, else 0.
    package static func start(_ body: @escaping @Sendable () -> Void) -> Int32 {
        var everySignal = sigset_t()
        var before = sigset_t()
        sigfillset(&everySignal)
        pthread_sigmask(SIG_SETMASK, &everySignal, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }

        let entry = Unmanaged.passRetained(Entry(body))
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Entry>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, entry.toOpaque())
        guard failure == 0 else {
            entry.release()
            return failure
        }
        pthread_detach(thread)
        return 0
    }

    private final class Entry {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
