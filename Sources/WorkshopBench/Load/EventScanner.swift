/// Finds the messages in a stream of Server-Sent Events without taking their data apart.
package struct EventScanner {
    /// The beginning of the line being read, which is all that is looked at: `id: ` and an id.
    private var beginning = InlineArray<30, UInt8>(repeating: 0)
    private var beginningCount = 0
    private var id: MessageID?
    private var hasData = false

    package init() {}

    /// - Parameter message: called for every message that ends in these bytes.
    package mutating func scan(
        _ bytes: borrowing Span<UInt8>, message: (MessageID) throws(BenchmarkError) -> Void
    ) throws(BenchmarkError) {
        var index = 0
        while index < bytes.count {
            let end = bytes.indexOfNewline(from: index)
            keepBeginning(bytes, index..<(end ?? bytes.count))
            guard let end else { return }
            index = end + 1
            try takeLine(message)
            beginningCount = 0
        }
    }

    private mutating func keepBeginning(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
        let room = min(beginning.count - beginningCount, range.count)
        for offset in 0..<room {
            beginning[beginningCount + offset] = bytes[range.lowerBound + offset]
        }
        beginningCount += room
    }

    private mutating func takeLine(
        _ message: (MessageID) throws(BenchmarkError) -> Void
    ) throws(BenchmarkError) {
        if beginningCount == 0 {
            // An event without data only moves the cursor.
            if hasData {
                guard let id else { throw .brokenPromise("a stream sent a message without an id") }
                try message(id)
            }
            id = nil
            hasData = false
        } else if beginningCount == beginning.count, begins(with: "id: ") {
            id = MessageID(beginning.span.extracting(4...))
        } else if begins(with: "data") {
            hasData = true
        }
    }

    private func begins(with name: StaticString) -> Bool {
        guard beginningCount >= name.utf8CodeUnitCount else { return false }
        for index in 0..<name.utf8CodeUnitCount where beginning[index] != name.utf8Start[index] {
            return false
        }
        return true
    }
}
