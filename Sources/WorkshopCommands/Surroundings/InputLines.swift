/// The lines of an input, one after the other, in bounded memory.
struct InputLines {
    enum Line: Equatable {
        /// Without its line break.
        case line([UInt8])
        /// It has more bytes than the limit. What follows it cannot be told from it any more.
        case tooLong
    }

    private let input: Input
    private let limit: Int
    private var buffer: [UInt8] = []
    private var start = 0
    private var hasEnded = false

    init(_ input: Input, limit: Int) {
        self.input = input
        self.limit = limit
    }

    /// The next line, or `nil` after the last. A last line needs no line break.
    mutating func next() throws(CommandFailure) -> Line? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                return end - start > limit ? .tooLong : .line(Array(buffer[start..<end]))
            }
            if buffer.count - start > limit { return .tooLong }
            if hasEnded { return takeRest() }
            buffer.removeFirst(start)
            start = 0
            searched = buffer.count
            let bytes = try input.read(65_536)
            hasEnded = bytes.isEmpty
            buffer.append(contentsOf: bytes)
        }
    }

    private mutating func takeRest() -> Line? {
        guard start < buffer.count else { return nil }
        defer { start = buffer.count }
        return .line(Array(buffer[start...]))
    }
}
