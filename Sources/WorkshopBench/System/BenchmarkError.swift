/// Why a measurement could not be made, or must not be believed.
package enum BenchmarkError: Error {
    case usage(String)
    /// A system call failed.
    case system(doing: String, code: Int32)
    /// The server did not start, or answered otherwise than the protocol says.
    case server(String)
    /// The server was not reached, or broke off.
    case unreachable(String)
    /// The server said no.
    case refused(RefusedRequest)
    /// A promise of the protocol was broken under load.
    case brokenPromise(String)
    /// The row cannot be measured with what was given.
    case unavailable(String)
    case interrupted

    package var sentence: String {
        switch self {
        case .usage(let text), .server(let text), .unreachable(let text),
            .brokenPromise(let text), .unavailable(let text):
            text
        case .refused(let refusal): "the server answered \(refusal.status): \(refusal.reason)"
        case .system(let doing, let code): "cannot \(doing): \(SystemCall.reason(code))"
        case .interrupted: "interrupted"
        }
    }
}
