/// How long to wait before connecting again: doubling with each failure in a row, spread so that
/// the readers of a restarted server do not come back all at once.
public struct ReconnectBackoff: Sendable, Hashable {
    /// The longest wait after one failure.
    public let initial: Duration
    /// The longest wait of all.
    public let maximum: Duration
    /// A connection that lasted this long was healthy: counting begins anew.
    public let healthyPeriod: Duration

    private var failures = 0

    public init(
        initial: Duration = .milliseconds(500), maximum: Duration = .seconds(30),
        healthyPeriod: Duration = .seconds(10)
    ) {
        self.initial = initial
        self.maximum = maximum
        self.healthyPeriod = healthyPeriod
    }

    /// What the connection that has just ended was worth.
    public enum Ended: Sendable, Hashable {
        /// It was not made.
        case neverConnected
        /// It was made; a message it brought makes it healthy however short it was.
        case connected(for: Duration, broughtMessages: Bool)
    }

    /// The wait before the next attempt: between half of this failure's longest and the whole.
    ///
    /// - Parameter randomness: from 0 to 1.
    public mutating func wait(after ended: Ended, randomness: Double) -> Duration {
        if case .connected(let duration, let broughtMessages) = ended,
            broughtMessages || duration >= healthyPeriod
        {
            failures = 0
        }
        // 2^30 half seconds are 17 years: far beyond any maximum, and no overflow.
        let longest = min(maximum, initial * (1 << min(failures, 30)))
        failures += 1
        return longest / 2 + longest / 2 * min(max(randomness, 0), 1)
    }
}
