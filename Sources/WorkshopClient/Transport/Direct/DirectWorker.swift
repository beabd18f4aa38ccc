import Synchronization

/// A thread that carries one exchange after another, and ends when none has come for a while.
final class DirectWorker: Sendable {
    /// How long it stays for the next exchange: one request often follows another.
    private static let patience = Duration.seconds(5)

    /// Ends the thread's wait, for it to look at its exchange again.
    let wake: WakeDescriptor
    private let next: Mutex<DirectTransfer?>

    /// - Parameter first: the exchange to begin with.
    init(_ wake: WakeDescriptor, first: DirectTransfer) {
        self.wake = wake
        next = Mutex(first)
    }

    /// Gives it the next exchange, when it is idle.
    func give(_ transfer: DirectTransfer) {
        next.withLock { $0 = transfer }
        wake.raise()
    }

    /// The thread's life.
    func run(for carrier: DirectCarrier) {
        while let transfer = awaitTransfer(of: carrier) {
            transfer.run()
            carrier.finished(transfer, by: self)
        }
    }

    /// - Returns: `nil` when there is none and the carrier gives it none any more.
    private func awaitTransfer(of carrier: DirectCarrier) -> DirectTransfer? {
        var deadline = ContinuousClock.now.advanced(by: DirectWorker.patience)
        while true {
            if let transfer = next.withLock({ next in next.take() }) { return transfer }
            switch wake.wait(for: -1, 0, until: deadline) {
            case .ready, .woken:
                // Also what was meant for the exchange before.
                wake.clear()
                if carrier.hasStopped { return nil }
            case .timedOut:
                if carrier.dismiss(self) { return nil }
                // It is being given one right now.
                deadline = .now.advanced(by: DirectWorker.patience)
            }
        }
    }
}
