import Glibc

/// State behind a lock that threads can wait on.
///
/// `@unchecked Sendable`: `state` and `waiting` are touched only while `mutex` is held. The
/// standard library's `Mutex` has no condition to wait for.
final class Monitor<State: Sendable>: @unchecked Sendable {
    private var state: State
    private var waiting = 0
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(_ state: State) {
        self.state = state
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        // Waits must not stretch or shrink when the wall clock is set.
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Changes the state and wakes one thread that waits, or all; costs nothing more than the
    /// lock when none does.
    func change<Value>(wakingAll: Bool = false, _ body: (inout State) -> Value) -> Value {
        pthread_mutex_lock(mutex)
        let value = body(&state)
        let someoneWaits = waiting > 0
        pthread_mutex_unlock(mutex)
        if someoneWaits {
            if wakingAll {
                pthread_cond_broadcast(condition)
            } else {
                pthread_cond_signal(condition)
            }
        }
        return value
    }

    /// Waits until `take` answers something, asking it at once and after every change.
    ///
    /// - Parameter milliseconds: how long at most; `nil` for ever.
    /// - Returns: `nil` when the time is over.
    func wait<Value>(
        atMost milliseconds: Int? = nil, _ take: (inout State) -> Value?
    ) -> Value? {
        var deadline = timespec()
        if let milliseconds { deadline = Monitor.time(after: milliseconds) }
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let value = take(&state) { return value }
            waiting += 1
            let code =
                milliseconds == nil
                ? pthread_cond_wait(condition, mutex)
                : pthread_cond_timedwait(condition, mutex, &deadline)
            waiting -= 1
            if code == ETIMEDOUT { return take(&state) }
        }
    }

    private static func time(after milliseconds: Int) -> timespec {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let nanoseconds = time.tv_nsec + milliseconds % 1000 * 1_000_000
        return timespec(
            tv_sec: time.tv_sec + milliseconds / 1000 + nanoseconds / 1_000_000_000,
            tv_nsec: nanoseconds % 1_000_000_000)
    }
}
