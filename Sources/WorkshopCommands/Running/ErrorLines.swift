import Synchronization
import WorkshopClient
import WorkshopModel

/// What a command writes to standard error: passed through line by line, or gathered for notes,
/// and its end kept for the message of a failure.
final class ErrorLines: Sendable {
    private struct State {
        var cutter = LineCutter()
        var batch = NoteBatch()
        var tail = LineTail()
    }

    private let state = Mutex(State())
    private let task: String
    private let isForNotes: Bool
    private let errors: Output

    init(of task: String, isForNotes: Bool, _ errors: Output) {
        self.task = task
        self.isForNotes = isForNotes
        self.errors = errors
    }

    func take(_ bytes: [UInt8]) {
        pass(
            state.withLock { state in
                let lines = state.cutter.take(bytes)
                keep(lines, &state)
                return lines
            })
    }

    /// The command has ended: a line without a break is one too.
    func end() {
        pass(
            state.withLock { state in
                let lines = state.cutter.end().map { [$0] } ?? []
                keep(lines, &state)
                return lines
            })
    }

    /// What is to be told now; `nil` when there is nothing.
    func takeNote() -> JSONText? { state.withLock { $0.batch.take() } }

    /// The last lines.
    var tail: String { state.withLock { $0.tail.text } }

    private func keep(_ lines: [[UInt8]], _ state: inout State) {
        for line in lines {
            let text = String(decoding: line, as: UTF8.self)
            state.tail.add(text)
            if isForNotes { state.batch.add(text) }
        }
    }

    private func pass(_ lines: [[UInt8]]) {
        guard !isForNotes else { return }
        for line in lines {
            let shown =
                errors.isTerminal ? Array(String(decoding: line, as: UTF8.self).inert.utf8) : line
            // Nowhere is left to tell that standard error is gone.
            try? errors.write(line: Array("\(task.inert): ".utf8) + shown)
        }
    }
}
