import Glibc

/// The machine's steady clock.
public enum Uptime {
    /// `CLOCK_MONOTONIC`: never set, and still while the machine sleeps, when no holder of a lease
    /// could renew it.
    @Sendable public static func now() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }
}
