/// Why a request to a workshop did not give what was asked for.
///
/// The cases are what a caller decides by; ``message`` is what a person reads. Except for
/// ``unreachable(_:)`` and ``refused(_:)``, nothing is known about whether the server has acted on the request.
public enum ClientError: Error, Sendable, Hashable {
    /// No connection was made, so that no byte of the request went out: the name was not found,
    /// nobody listens there, or it took too long.
    case unreachable(String)
    /// The request went out at least in part, and the connection broke before the end of the
    /// answer.
    case brokenOff(String)
    /// The server was reached, but the time given for it to say more ran out.
    case timedOut(String)
    /// A request that changes something went out, and neither its answer nor that of a repeat
    /// came: it may have been carried out.
    case unconfirmed(String)
    /// The server understood and said no, or failed: any status but 2xx.
    case refused(Refusal)
    /// What answered does not speak the protocol, or lies: no HTTP, no JSON where there must be
    /// some, more bytes than agreed, a file that is not what its hash says.
    case protocolViolation(String)
    /// The Swift task was cancelled.
    case cancelled
    /// A file or another resource of this machine.
    case local(LocalFailure)

    /// One line, lower case, no full stop: the error first, then what it was about.
    public var message: String {
        switch self {
        case .unreachable(let reason), .brokenOff(let reason), .timedOut(let reason),
            .unconfirmed(let reason), .protocolViolation(let reason):
            reason
        case .refused(let refusal): refusal.message
        case .cancelled: "cancelled"
        case .local(let failure): failure.message
        }
    }

    /// Whether the same request may fare better later without anybody changing anything: the
    /// connection was at fault, or the server with a 5xx.
    public var isTransient: Bool {
        switch self {
        case .unreachable, .brokenOff, .timedOut, .unconfirmed: true
        case .refused(let refusal): refusal.status >= 500
        case .protocolViolation, .cancelled, .local: false
        }
    }
}

extension ClientError: CustomStringConvertible {
    public var description: String { message }
}
