/// How often and how long a request that changes something is repeated after a broken
/// connection.
///
/// A repeat is safe because it carries the `Idempotency-Key` of the first attempt: the server
/// does what was asked once, and answers a repeat as it answered the first. Only a first attempt
/// that reaches nobody at all is not repeated: most likely the address is wrong.
public struct RetryPolicy: Sendable {
    /// Attempts in all, the first one included; 1 repeats nothing.
    public var attempts: Int
    /// Time after the first failure within which another attempt may begin. A server that is
    /// restarted is back in a fraction of the default.
    public var patience: Duration
    /// The waits between the attempts.
    public var backoff: ReconnectBackoff
    public var pacing: Pacing
    /// Told of every failure after which there will be another attempt, in that long. Called
    /// from the task that waits.
    public var report: (@Sendable (ClientError, _ retryIn: Duration) -> Void)?

    public init(
        attempts: Int = 20, patience: Duration = .seconds(30),
        backoff: ReconnectBackoff = .init(initial: .milliseconds(100), maximum: .seconds(5)),
        pacing: Pacing = .system,
        report: (@Sendable (ClientError, _ retryIn: Duration) -> Void)? = nil
    ) {
        precondition(attempts > 0, "a request needs an attempt")
        self.attempts = attempts
        self.patience = patience
        self.backoff = backoff
        self.pacing = pacing
        self.report = report
    }

    /// Nothing is repeated.
    public static let never = RetryPolicy(attempts: 1)
}
