import Synchronization

/// The signal that the process was asked to end by.
final class SignalNote: Sendable {
    private let first = Mutex<Int32?>(nil)

    /// `nil` until there is one.
    var number: Int32? { first.withLock { $0 } }

    /// The first one counts.
    func note(_ number: Int32) { first.withLock { $0 = $0 ?? number } }
}
