/// Bounds the time that something may take.
enum TimeLimit {
    /// Runs the work, and cancels it when the time is over.
    ///
    /// - Parameters:
    ///   - duration: `nil` for as long as it takes.
    ///   - failure: what it is when the time is over.
    /// - Throws: that, or what the work throws.
    static func run<Value: Sendable>(
        _ duration: Duration?,
        _ failure: @escaping @Sendable (Duration) -> CommandFailure = { .timedOut($0) },
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        guard let duration else { return try await work() }
        return try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: duration)
                throw failure(duration)
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else {
                preconditionFailure("a group of two tasks has a first")
            }
            return value
        }
    }
}
