import Dispatch
import Glibc

/// SIGINT and SIGTERM as something to wait for. The first one is waited for, the second one ends
/// the process.
struct Termination: Sendable {
    private let numbers: [Int32]

    /// Holds the signals back. Called while the process has one thread, so that every other one
    /// inherits that.
    ///
    /// A signal that was ignored from the start stays so: a shell does that to SIGINT for what it
    /// runs in the background.
    init() {
        numbers = [SIGINT, SIGTERM].filter { !Termination.isIgnored($0) }
        SignalSet(numbers).block()
    }

    /// Returns with the first of the signals.
    func wait() async {
        guard !numbers.isEmpty else { return await withUnsafeContinuation { _ in } }
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                let signals = SignalSet(numbers)
                _ = signals.wait()
                continuation.resume()
                signals.unblock()
                SignalSet.leaveThreadToSignals()
            }
        }
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
