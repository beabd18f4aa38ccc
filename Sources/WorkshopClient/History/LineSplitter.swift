/// Cuts bytes that come in pieces into lines; empty lines are skipped.
struct LineSplitter: Sendable {
    /// Bytes of one line: a message is a body of at most 1 MiB and its envelope.
    static let limit = 8_388_608

    private var partial: [UInt8] = []

    /// Whether a line has begun that no line break has ended.
    var isWithinLine: Bool { !partial.isEmpty }

    /// Appends the lines that the piece completes, without their line breaks.
    ///
    /// - Returns: no when a line passes the limit.
    mutating func take(_ bytes: [UInt8], into lines: inout [[UInt8]]) -> Bool {
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            partial.append(contentsOf: rest[..<end])
            guard partial.count <= LineSplitter.limit else { return false }
            if !partial.isEmpty { lines.append(partial) }
            partial = []
            rest = rest[(end + 1)...]
        }
        partial.append(contentsOf: rest)
        return partial.count <= LineSplitter.limit
    }
}
