/// Why a measurement could not be made, or must not be believed.
package enum BenchmarkError: Error {
    case usage(String)
    /// A system call failed.
    case system(doing: String, code: Int32)
    /// The server did not start, broke off, or answered otherwise than the protocol says.
    case server(String)
    /// A promise of the protocol was broken under load.
    case brokenPromise(String)
    /// The row cannot be measured with what was given.
    case unavailable(String)
    case interrupted

    package var sentence: String {
        switch self {
        case .usage(let text), .server(let text), .brokenPromise(let text), .unavailable(let text):
            text
        case .system(let doing, let code): "cannot \(doing): \(SystemCall.reason(code))"
        case .interrupted: "interrupted"
        }
    }
}
