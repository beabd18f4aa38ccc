extension [UInt8] {
    /// Whether there is something, and no control character of ASCII in it, no line break either.
    var isOneLine: Bool { !isEmpty && allSatisfy { $0 >= 0x20 } }

    /// What stands before the first line break, and what after it.
    var cutAfterFirstLine: (line: [UInt8], rest: [UInt8]) {
        guard let end = firstIndex(of: UInt8(ascii: "\n")) else { return (self, []) }
        return (Array(self[..<end]), Array(self[(end + 1)...]))
    }

    /// The text between the line breaks; what is no UTF-8 is replaced.
    var lines: [String] {
        split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
