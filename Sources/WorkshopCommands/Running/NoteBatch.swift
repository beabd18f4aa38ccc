import WorkshopModel

/// Lines on their way into `task.updated` messages: many go into one, and what comes faster than
/// they may go out is left out and counted.
struct NoteBatch: Sendable {
    /// Bytes of the lines of one message.
    static let limit = 16_384
    /// Time from one message to the next.
    static let interval = Duration.seconds(1)

    private var lines: [String] = []
    private var size = 0
    private var omitted = 0

    /// The newest lines are kept.
    mutating func add(_ line: String) {
        lines.append(line)
        size += line.utf8.count + 1
        var excess = 0
        while size > NoteBatch.limit, excess < lines.count - 1 {
            size -= lines[excess].utf8.count + 1
            excess += 1
        }
        lines.removeFirst(excess)
        omitted += excess
    }

    /// `{"note":"…"}`, with `"omitted"` where lines were left out before these; `nil` when there
    /// is nothing to say.
    mutating func take() -> JSONText? {
        guard !lines.isEmpty else { return nil }
        var writer = JSONWriter(capacity: size + 64)
        writer.object { object in
            object.member("note", lines.joined(separator: "\n"))
            if omitted > 0 { object.member("omitted", omitted) }
        }
        self = NoteBatch()
        return writer.finish()
    }
}
