import Foundation
import Synchronization

/// The bytes that come out of a descriptor, gathered by a thread of their own so that a test can
/// wait for what it expects.
final class Collected: Sendable {
    private struct Waiter {
        var isSatisfied: @Sendable (String) -> Bool
        var continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var bytes: [UInt8] = []
        var hasEnded = false
        var waiters: [Waiter] = []
    }

    private let state = Mutex(State())

    /// Owns the descriptor from now on.
    init(_ descriptor: Int32) {
        Thread.detachNewThread { [self] in
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = read(descriptor, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                take(buffer[..<count])
            }
            close(descriptor)
            end()
        }
    }

    var bytes: [UInt8] { state.withLock { $0.bytes } }
    var text: String { String(decoding: bytes, as: UTF8.self) }
    var lines: [String] { text.split(separator: "\n").map(String.init) }

    /// Waits until what has come satisfies the condition.
    ///
    /// - Returns: no when the end comes first.
    func waits(until isSatisfied: @escaping @Sendable (String) -> Bool) async -> Bool {
        await withCheckedContinuation { continuation in
            let answer: Bool? = state.withLock { state in
                if isSatisfied(String(decoding: state.bytes, as: UTF8.self)) { return true }
                if state.hasEnded { return false }
                state.waiters.append(Waiter(isSatisfied: isSatisfied, continuation: continuation))
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// Waits for this many whole lines.
    func waits(forLines count: Int) async -> Bool {
        await waits { $0.utf8.count { $0 == UInt8(ascii: "\n") } >= count }
    }

    /// Waits for the end.
    func waitsForEnd() async { _ = await waits { _ in false } }

    private func take(_ bytes: ArraySlice<UInt8>) {
        let satisfied = state.withLock { state in
            state.bytes += bytes
            if state.waiters.isEmpty { return [Waiter]() }
            let text = String(decoding: state.bytes, as: UTF8.self)
            let satisfied = state.waiters.filter { $0.isSatisfied(text) }
            state.waiters.removeAll { $0.isSatisfied(text) }
            return satisfied
        }
        for waiter in satisfied { waiter.continuation.resume(returning: true) }
    }

    private func end() {
        let left = state.withLock { state in
            state.hasEnded = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in left { waiter.continuation.resume(returning: false) }
    }
}
