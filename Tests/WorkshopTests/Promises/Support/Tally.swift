import Foundation

/// A number that threads raise and others wait for.
///
/// `@unchecked Sendable`: `count` and `isOver` are touched only under `condition`.
final class Tally: @unchecked Sendable {
    private let condition = NSCondition()
    private var count = 0
    private var hasEnded = false

    func add(_ number: Int = 1) {
        condition.withLock {
            count += number
            condition.broadcast()
        }
    }

    /// Tells those who work for it to stop.
    func end() {
        condition.withLock {
            hasEnded = true
            condition.broadcast()
        }
    }

    var value: Int { condition.withLock { count } }
    var isOver: Bool { condition.withLock { hasEnded } }

    /// Waits for this count, or for the end.
    func waits(for number: Int) async throws {
        try await onThread { self.blocks(until: number) }
    }

    /// The same on a thread that may block.
    func blocks(until number: Int) {
        condition.withLock { while count < number, !hasEnded { condition.wait() } }
    }
}
