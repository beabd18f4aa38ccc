import WorkshopBench
import WorkshopClient

/// Runs what blocks for as long as a load lasts.
enum BenchThread {
    /// - Throws: `.system` when there can be no more threads.
    static func run<Value: Sendable>(
        _ body: @escaping @Sendable () throws(BenchmarkError) -> Value
    ) async throws -> Result<Value, BenchmarkError> {
        try await withCheckedThrowingContinuation { continuation in
            let failure = DetachedThread.start {
                continuation.resume(returning: Result(catching: body))
            }
            if failure != 0 {
                continuation.resume(
                    throwing: BenchmarkError.system(doing: "start a thread", code: failure))
            }
        }
    }
}
