/// Why a direct transfer did not come to its end.
enum DirectFailure: Error, Equatable {
    /// The exchange has ended by other means.
    case interrupted
    case timedOut
    /// A kept connection turned out to be dead before anything was answered.
    case stale
    /// No connection was made.
    case unreachable(Dialer.Failure)
    /// The peer does not speak HTTP.
    case violation
    /// The connection ended, by the system's error number; 0 where the peer closed it.
    case broken(errorNumber: Int32, answerHasBegun: Bool)

    func error(_ settings: TransportSettings, _ patience: Request.Patience) -> ClientError {
        let address = settings.address
        switch self {
        case .interrupted: return .cancelled
        case .timedOut: return .timedOut("'\(address)' \(patience.complaint)")
        case .unreachable(let failure):
            return .unreachable("cannot reach '\(address)': \(reason(failure, settings))")
        case .violation: return .protocolViolation("'\(address)' does not answer in HTTP")
        case .stale, .broken(_, answerHasBegun: false):
            return .brokenOff("the answer of '\(address)' was lost: \(ending)")
        case .broken(_, answerHasBegun: true):
            return .brokenOff("the connection to '\(address)' broke: \(ending)")
        }
    }

    private func reason(_ failure: Dialer.Failure, _ settings: TransportSettings) -> String {
        switch failure {
        case .interrupted: "interrupted"
        case .timedOut: "no connection within \(settings.connectTimeout.sentenceText)"
        case .unknownHost: "there is no host of that name"
        case .refused(let number): LocalFailure.text(of: number)
        }
    }

    private var ending: String {
        switch self {
        case .broken(0, answerHasBegun: true): "the answer was cut short"
        case .broken(let number, _) where number != 0: LocalFailure.text(of: number)
        case .broken, .stale, .interrupted, .timedOut, .unreachable, .violation:
            "it closed the connection without an answer"
        }
    }
}

extension Request.Patience {
    /// What is said of a server that has used it up.
    var complaint: String {
        switch self {
        case .whole(let duration): "did not answer within \(duration.sentenceText)"
        case .silence(let duration): "was silent for \(duration.sentenceText)"
        }
    }
}
