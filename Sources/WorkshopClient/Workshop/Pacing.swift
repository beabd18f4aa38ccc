/// The time and the chance that connecting again and repeating depend on.
public struct Pacing: Sendable {
    /// Time since some fixed moment; never goes back.
    public var now: @Sendable () -> Duration
    /// Returns after that long, or throws when the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// From 0 to 1.
    public var randomness: @Sendable () -> Double

    public init(
        now: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        randomness: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.sleep = sleep
        self.randomness = randomness
    }

    /// The machine's own.
    public static let system: Pacing = {
        let start = ContinuousClock.now
        return Pacing(
            now: { start.duration(to: .now) }, sleep: { try await Task.sleep(for: $0) },
            randomness: { Double.random(in: 0...1) })
    }()

    /// - Throws: `.cancelled`.
    func rest(_ duration: Duration) async throws(ClientError) {
        do {
            try await sleep(duration)
        } catch {
            throw .cancelled
        }
    }
}
