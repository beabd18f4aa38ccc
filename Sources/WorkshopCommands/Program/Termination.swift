import Dispatch
import Glibc

/// Signals that ask the process to end, as something to wait for.
struct Termination: Sendable {
    private let numbers: [Int32]

    /// Holds the signals back. Called while the process has one thread, so that every other one
    /// inherits that.
    ///
    /// A signal that was ignored from the start stays so: a shell does that to SIGINT for what it
    /// runs in the background.
    init(_ asking: [Int32] = [SIGINT, SIGTERM]) {
        numbers = asking.filter { !Termination.isIgnored($0) }
        SignalSet(numbers).block()
    }

    /// Returns with the first of the signals; the second one ends the process.
    func wait() async {
        for await _ in signals(atMost: 1) { return }
        // All are ignored, so nobody asks.
        await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
    }

    /// The signals as they come. After so many of them the next one ends the process.
    func signals(atMost count: Int) -> AsyncStream<Int32> {
        AsyncStream { continuation in
            guard !numbers.isEmpty else { return continuation.finish() }
            DispatchQueue.global().async {
                let signals = SignalSet(numbers)
                for _ in 0..<count { continuation.yield(signals.wait()) }
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
