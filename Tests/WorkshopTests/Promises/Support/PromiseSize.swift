import Foundation

/// How large the promises are tried: small in `make test`, full in `make soak`.
enum PromiseSize {
    static let isFull = ProcessInfo.processInfo.environment["WORKSHOP_SOAK"] == "1"

    /// Seconds after which a child of a promise is killed.
    static let patience: Double = isFull ? 1_800 : 120

    static func pick<Value>(small: Value, full: Value) -> Value { isFull ? full : small }

    /// Tells what a run has found, as the one line that a report quotes.
    static func report(_ line: String) {
        guard isFull else { return }
        FileHandle.standardError.write(Data("promise: \(line)\n".utf8))
    }
}
