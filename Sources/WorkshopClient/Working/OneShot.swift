import Synchronization

/// A value that comes once, awaited by any number of tasks.
package final class OneShot<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var waiters: [Int: CheckedContinuation<Value?, Never>] = [:]
        var nextNumber = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// `nil` until it has come.
    package var value: Value? { state.withLock { $0.value } }

    /// The first value counts.
    package func set(_ value: Value) {
        let waiters = state.withLock { state in
            guard state.value == nil else { return [CheckedContinuation<Value?, Never>]() }
            state.value = value
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume(returning: value) }
    }

    /// Waits for the value; `nil` when the task that waits is cancelled.
    package func wait() async -> Value? {
        let number = state.withLock { state in
            defer { state.nextNumber += 1 }
            return state.nextNumber
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Cancellation may have come before the waiter was there to be woken.
                let isOver = Task.isCancelled
                let answer: Value?? = state.withLock { state in
                    if let value = state.value { return .some(value) }
                    if isOver { return .some(nil) }
                    state.waiters[number] = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiter = state.withLock { $0.waiters.removeValue(forKey: number) }
            waiter?.resume(returning: nil)
        }
    }
}
