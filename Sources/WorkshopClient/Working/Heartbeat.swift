/// Decides when a worker says that it is here and renews its leases.
struct Heartbeat: Sendable {
    /// A third of the lease, so that two may fail; at most a third of the minute for which a
    /// heartbeat makes an agent present.
    let period: Duration
    /// Time that one may take: a server that does not answer must not cost the lease.
    let patience: Duration
    /// When the next one is due; meaningless while one is under way.
    private(set) var due: Duration
    private(set) var isUnderWay = false
    /// When the next one is wanted that was asked for while one was under way.
    private var hastened: Duration?
    private var backoff: ReconnectBackoff

    static let longest = Duration.seconds(20)

    init(lease: Duration, now: Duration) {
        period = min(lease / 3, Heartbeat.longest)
        patience = max(lease / 3, .seconds(1))
        backoff = ReconnectBackoff(initial: .milliseconds(200), maximum: min(period, .seconds(5)))
        due = now
    }

    mutating func begin() { isUnderWay = true }

    /// - Parameter begun: when it was sent: that is from when the renewed leases run.
    mutating func succeed(begun: Duration) {
        backoff = ReconnectBackoff(initial: backoff.initial, maximum: backoff.maximum)
        end(next: begun + period)
    }

    mutating func fail(now: Duration, randomness: Double) {
        end(next: now + backoff.wait(after: .neverConnected, randomness: randomness))
    }

    /// Something happened that the next one should not wait for.
    mutating func hasten(to time: Duration) {
        if isUnderWay { hastened = min(hastened ?? time, time) } else { due = min(due, time) }
    }

    private mutating func end(next: Duration) {
        isUnderWay = false
        due = min(next, hastened ?? next)
        hastened = nil
    }
}
