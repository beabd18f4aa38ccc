import Synchronization
import WorkshopClient

/// One line on a terminal that tells how far a file has come; nothing anywhere else.
///
/// It begins when the transfer has taken a moment, so that what is quick leaves no flicker.
final class ProgressBar: Sendable {
    private struct State {
        var nextDrawing: ContinuousClock.Instant
        var isDrawn = false
    }

    private static let patience = Duration.milliseconds(500)
    private static let interval = Duration.milliseconds(100)
    private static let width = 24

    /// `nil` where no bar is drawn.
    private let output: Output?
    private let name: String
    private let state: Mutex<State>
    private let start = ContinuousClock.now

    init(_ name: String, _ surroundings: Surroundings) {
        let isUsable =
            surroundings.errors.isTerminal && surroundings.environment["TERM"] != "dumb"
        output = isUsable ? surroundings.errors : nil
        self.name = name.inert
        state = Mutex(State(nextDrawing: start.advanced(by: ProgressBar.patience)))
    }

    func show(_ progress: FileProgress) {
        guard let output else { return }
        let now = ContinuousClock.now
        let isDue = state.withLock { state in
            guard now >= state.nextDrawing else { return false }
            state.nextDrawing = now.advanced(by: ProgressBar.interval)
            state.isDrawn = true
            return true
        }
        // A bar that nobody can see is no reason to stop the transfer.
        if isDue { try? output.write("\r\(line(progress, at: now, output.columns))\u{1B}[K") }
    }

    /// Takes the line away.
    func clear() {
        guard let output, state.withLock({ $0.isDrawn }) else { return }
        try? output.write("\r\u{1B}[K")
    }

    private func line(
        _ progress: FileProgress, at now: ContinuousClock.Instant, _ columns: Int
    ) -> String {
        let elapsed = max(1, start.duration(to: now).milliseconds)
        let speed = ByteText.of(progress.transferred * 1_000 / elapsed) + "/s"
        var parts = [ByteText.of(progress.transferred)]
        if let total = progress.total, total > 0 {
            let filled = Int(
                Double(progress.transferred) / Double(total) * Double(ProgressBar.width))
            let bar = String(repeating: "#", count: min(filled, ProgressBar.width))
            parts = [
                "[\(bar.padded(toWidth: ProgressBar.width))]",
                "\(ByteText.of(progress.transferred)) of \(ByteText.of(total))",
            ]
        }
        return (["\(name):"] + parts + [speed]).joined(separator: " ").cut(toWidth: columns - 1)
    }
}
