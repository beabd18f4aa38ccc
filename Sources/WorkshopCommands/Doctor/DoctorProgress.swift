import Synchronization
import WorkshopClient
import WorkshopStore

/// Tells on a terminal how far an inspection has come, a bar for each check that takes long.
final class DoctorProgress: Sendable {
    private struct Drawn: Sendable {
        var check: Finding.Check
        var bar: ProgressBar
        /// Bytes that were read before the check began.
        var before: Int64
    }

    private let surroundings: Surroundings
    private let drawn = Mutex<Drawn?>(nil)

    init(_ surroundings: Surroundings) {
        self.surroundings = surroundings
    }

    func show(_ progress: InspectionProgress) {
        let current = drawn.withLock { drawn in
            if let drawn, drawn.check == progress.check { return drawn }
            drawn?.bar.clear()
            let begun = Drawn(
                check: progress.check,
                bar: ProgressBar(progress.check.rawValue, surroundings),
                before: progress.total == nil ? progress.bytes : 0)
            drawn = begun
            return begun
        }
        current.bar.show(
            FileProgress(transferred: progress.bytes - current.before, total: progress.total))
    }

    /// Takes the line away.
    func clear() {
        drawn.withLock { drawn in
            drawn?.bar.clear()
            drawn = nil
        }
    }
}
