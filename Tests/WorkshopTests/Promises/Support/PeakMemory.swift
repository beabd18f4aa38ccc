import Foundation
import Synchronization

/// The most memory a process ever had, from what the kernel remembers of it.
///
/// `wait4` does not tell: its figure includes the test runner that the process was forked from.
final class PeakMemory: Sendable {
    private let last = Mutex(0)
    private let ended = Tally()

    /// Looks again and again until the process has ended.
    init(of child: Child) {
        let identifier = child.identifier
        Thread.detachNewThread { [self] in
            while let bytes = Self.now(of: identifier) {
                last.withLock { $0 = bytes }
                // Nothing tells of the moment before an end.
                usleep(2_000)
            }
            ended.end()
        }
    }

    /// The bytes, once the process has ended.
    func bytes() async throws -> Int {
        try await ended.waits(for: 1)
        return last.withLock { $0 }
    }

    /// The bytes so far; `nil` for a process that has ended.
    static func now(of identifier: pid_t) -> Int? {
        // A process that has ended has no such file.
        let text = try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)
        guard let match = text?.firstMatch(of: /VmHWM:\s*(\d+) kB/) else { return nil }
        return Int(match.1).map { $0 * 1_024 }
    }
}
