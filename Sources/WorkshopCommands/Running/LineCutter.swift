/// Cuts bytes that come piece by piece into lines of bounded length.
struct LineCutter: Sendable {
    /// Bytes of a line; a longer one goes on in the next.
    static let limit = 16_384

    private var rest: [UInt8] = []

    /// - Returns: the lines that are complete now, without their line breaks.
    mutating func take(_ bytes: some Sequence<UInt8>) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                lines.append(rest)
                rest = []
            } else {
                if rest.count == LineCutter.limit {
                    lines.append(rest)
                    rest = []
                }
                rest.append(byte)
            }
        }
        return lines
    }

    /// What follows the last line break, if anything does.
    mutating func end() -> [UInt8]? {
        defer { rest = [] }
        return rest.isEmpty ? nil : rest
    }
}
