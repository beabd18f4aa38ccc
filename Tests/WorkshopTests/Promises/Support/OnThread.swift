import Foundation

/// Runs blocking work on a thread of its own, so that it holds up none of those that all tasks
/// share.
func onThread<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
    }
}

/// Asks again and again until the answer is yes, for things that nobody announces.
func poll(
    atMost patience: Duration = .seconds(60), until isSatisfied: () async throws -> Bool
) async throws -> Bool {
    let deadline = ContinuousClock.now + patience
    while ContinuousClock.now < deadline {
        if try await isSatisfied() { return true }
        await Task.yield()
    }
    return try await isSatisfied()
}
