import Dispatch

/// Lets a thread of the store wait for the test.
final class Gate: Sendable {
    private let reached = DispatchSemaphore(value: 0)
    private let opened = DispatchSemaphore(value: 0)

    /// Called on the thread that is held.
    func pass() {
        reached.signal()
        opened.wait()
    }

    /// Waits until a thread stands at the gate.
    func waitUntilReached() { reached.wait() }

    func open() { opened.signal() }
}
