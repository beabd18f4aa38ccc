/// The last lines of a text, as many as are worth telling.
struct LineTail: Sendable {
    /// Bytes of all lines together.
    static let limit = 2_048

    private var lines: [String] = []
    private var size = 0

    var text: String { lines.joined(separator: "\n") }

    mutating func add(_ line: String) {
        lines.append(String(decoding: line.utf8.suffix(LineTail.limit), as: UTF8.self))
        size += min(line.utf8.count, LineTail.limit) + 1
        while size > LineTail.limit + 1 { size -= lines.removeFirst().utf8.count + 1 }
    }
}
