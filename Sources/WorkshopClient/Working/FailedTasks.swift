/// Remembers what went wrong, so that a task that fails is not tried again and again at once.
///
/// A task that is given back is open, and the oldest open one is what the next claim brings: to
/// the same worker, if nobody else wants it. It is then set aside for a while that doubles, and
/// does not stand in the way of the others.
struct FailedTasks: Sendable {
    private struct Failure {
        var count = 0
        var readyAt = Duration.zero
    }

    /// How long the first failure sets a task aside.
    static let shortest = Duration.seconds(1)
    static let longest = Duration.seconds(60)
    /// Somebody wanted it to be stopped: leave it to others for longer.
    static let afterInterrupt = Duration.seconds(30)
    /// Tasks that are remembered.
    static let limit = 1_024

    private var failures: [String: Failure] = [:]

    mutating func note(_ id: String, isInterrupted: Bool, now: Duration) {
        if failures.count >= FailedTasks.limit {
            failures = failures.filter { $0.value.readyAt > now }
            if failures.count >= FailedTasks.limit { failures = [:] }
        }
        var failure = failures[id] ?? Failure()
        let doubled = FailedTasks.shortest * (1 << min(failure.count, 10))
        failure.count += 1
        let wait = min(doubled, FailedTasks.longest)
        failure.readyAt = now + (isInterrupted ? max(wait, FailedTasks.afterInterrupt) : wait)
        failures[id] = failure
    }

    mutating func forget(_ id: String) { failures[id] = nil }

    /// When the task may be tried again; `nil` for at once.
    func readyTime(of id: String, now: Duration) -> Duration? {
        guard let time = failures[id]?.readyAt, time > now else { return nil }
        return time
    }
}
