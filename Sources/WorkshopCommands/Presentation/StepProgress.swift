import Synchronization
import WorkshopClient

/// Tells on a terminal how far something of several steps has come, a bar for each step that
/// takes long.
final class StepProgress: Sendable {
    private struct Drawn: Sendable {
        var step: String
        var bar: ProgressBar
        /// Bytes that were told before the step began, where nobody knows how many it has.
        var before: Int64
    }

    private let surroundings: Surroundings
    private let drawn = Mutex<Drawn?>(nil)

    init(_ surroundings: Surroundings) {
        self.surroundings = surroundings
    }

    /// - Parameter total: bytes of the step; `nil` where nobody knows.
    func show(_ step: String, bytes: Int64, total: Int64?) {
        let current = drawn.withLock { drawn in
            if let drawn, drawn.step == step { return drawn }
            drawn?.bar.clear()
            let begun = Drawn(
                step: step, bar: ProgressBar(step, surroundings), before: total == nil ? bytes : 0)
            drawn = begun
            return begun
        }
        current.bar.show(FileProgress(transferred: bytes - current.before, total: total))
    }

    /// Takes the line away.
    func clear() {
        drawn.withLock { drawn in
            drawn?.bar.clear()
            drawn = nil
        }
    }
}
