import Synchronization
import WorkshopClient

/// One line on a terminal that tells how far a file has come; nothing anywhere else.
///
/// It begins when the transfer has taken a moment, so that what is quick leaves no flicker.
final class ProgressBar: Sendable {
    private struct State {
        var nextDrawing: ContinuousClock.Instant
        var isDrawn = false
        var rate = TransferRate()
    }

    private static let patience = Duration.milliseconds(500)
    private static let interval = Duration.milliseconds(100)

    /// `nil` where no bar is drawn.
    private let output: Output?
    private let line: ProgressLine
    private let state: Mutex<State>
    private let start = ContinuousClock.now

    init(_ name: String, _ surroundings: Surroundings) {
        let isUsable =
            surroundings.errors.isTerminal && surroundings.environment["TERM"] != "dumb"
        output = isUsable ? surroundings.errors : nil
        line = ProgressLine(name: name.inert)
        state = Mutex(State(nextDrawing: start.advanced(by: ProgressBar.patience)))
    }

    func show(_ progress: FileProgress) {
        guard let output else { return }
        let now = ContinuousClock.now
        let rate: TransferRate? = state.withLock { state in
            guard now >= state.nextDrawing else { return nil }
            state.nextDrawing = now.advanced(by: ProgressBar.interval)
            state.isDrawn = true
            state.rate.note(progress.transferred, at: start.duration(to: now))
            return state.rate
        }
        guard let rate else { return }
        let text = line.text(progress, rate, columns: output.columns)
        // A bar that nobody can see is no reason to stop the transfer.
        try? output.write("\r\(text)\u{1B}[K")
    }

    /// Takes the line away.
    func clear() {
        guard let output, state.withLock({ $0.isDrawn }) else { return }
        try? output.write("\r\u{1B}[K")
    }
}
