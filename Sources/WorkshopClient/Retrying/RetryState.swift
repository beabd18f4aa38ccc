/// Decides whether one request that carries a key is sent again after it failed.
struct RetryState: Sendable {
    enum Decision: Sendable, Equatable {
        case repeats(after: Duration)
        case givesUp(ClientError)
    }

    private let attempts: Int
    private let patience: Duration
    private var backoff: ReconnectBackoff
    private var failures = 0
    private var firstFailure: Duration?
    /// Whether some attempt may have been carried out, so that its result is in doubt.
    private var isInDoubt = false

    init(_ policy: RetryPolicy) {
        attempts = policy.attempts
        patience = policy.patience
        backoff = policy.backoff
    }

    /// - Parameters:
    ///   - now: time since some fixed moment.
    ///   - randomness: from 0 to 1.
    mutating func decide(
        after error: ClientError, now: Duration, randomness: Double
    ) -> Decision {
        let isFirst = failures == 0
        failures += 1
        let first = firstFailure ?? now
        firstFailure = first
        switch RetryState.meaning(of: error) {
        case .final: return .givesUp(error)
        case .neverArrived:
            // Somebody was there a moment ago: a server that restarts comes back.
            if isFirst { return .givesUp(error) }
        case .notCarriedOut: break
        case .inDoubt: isInDoubt = true
        }
        let wait = backoff.wait(after: .neverConnected, randomness: randomness)
        guard failures < attempts, now + wait - first <= patience else {
            return .givesUp(isInDoubt ? .unconfirmed(error.message) : error)
        }
        return .repeats(after: wait)
    }

    /// What a failure says about the attempt.
    private enum Meaning {
        /// Another attempt would fare no better, or nobody wants one.
        case final
        case neverArrived
        /// The server said that it cannot now.
        case notCarriedOut
        case inDoubt
    }

    private static func meaning(of error: ClientError) -> Meaning {
        switch error {
        case .unreachable: .neverArrived
        case .brokenOff, .timedOut, .unconfirmed: .inDoubt
        case .refused(let refusal):
            switch refusal.status {
            case 503 where refusal.isOwn: .notCarriedOut
            // A proxy's word for a connection that broke behind it.
            case 502, 503, 504: refusal.isOwn ? .final : .inDoubt
            default: .final
            }
        case .protocolViolation, .cancelled, .local: .final
        }
    }
}
