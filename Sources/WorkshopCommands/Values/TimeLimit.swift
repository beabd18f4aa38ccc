/// Bounds the time that something may take.
enum TimeLimit {
    /// Runs the work, and cancels it when the time is over.
    ///
    /// - Parameter duration: `nil` for as long as it takes.
    /// - Throws: `.timedOut`, or what the work throws.
    static func run(
        _ duration: Duration?, _ work: @escaping @Sendable () async throws -> Void
    ) async throws {
        guard let duration else { return try await work() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: duration)
                throw CommandFailure.timedOut(duration)
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
