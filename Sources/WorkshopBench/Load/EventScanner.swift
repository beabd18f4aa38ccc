/// Finds the messages in a stream of Server-Sent Events without taking their data apart.
package struct EventScanner {
    /// The beginning of the line being read, which is all that is looked at: `id: ` and an id.
    private var beginning = InlineArray<30, UInt8>(repeating: 0)
    private var beginningCount = 0
    /// Where a line with data has the message's number; `nil` where it is not looked for.
    private let numberPlace: Range<Int>?
    /// What stands there in this line, and in the line with data.
    private var number = 0
    private var dataNumber = 0
    /// Bytes of the line so far.
    private var length = 0
    private var id: MessageID?
    private var hasData = false

    /// - Parameter numberPlace: where a line with data has digits that number the message.
    package init(numberPlace: Range<Int>? = nil) { self.numberPlace = numberPlace }

    /// - Parameter message: called for every message that ends in these bytes, with its number.
    package mutating func scan(
        _ bytes: borrowing Span<UInt8>, message: (MessageID, Int?) throws(BenchmarkError) -> Void
    ) throws(BenchmarkError) {
        var index = 0
        while index < bytes.count {
            let end = bytes.indexOfNewline(from: index)
            let part = index..<(end ?? bytes.count)
            keepBeginning(bytes, part)
            keepNumber(bytes, part)
            length += part.count
            guard let end else { return }
            index = end + 1
            try takeLine(message)
            beginningCount = 0
            length = 0
        }
    }

    private mutating func keepBeginning(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
        let room = min(beginning.count - beginningCount, range.count)
        for offset in 0..<room {
            beginning[beginningCount + offset] = bytes[range.lowerBound + offset]
        }
        beginningCount += room
    }

    /// Takes in the digits of the number that are in this part of a line.
    private mutating func keepNumber(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
        guard let numberPlace else { return }
        let from = max(numberPlace.lowerBound - length, 0)
        let to = min(numberPlace.upperBound - length, range.count)
        guard from < to else { return }
        if length + from == numberPlace.lowerBound { number = 0 }
        for offset in from..<to {
            number = number &* 10 &+ Int(bytes[range.lowerBound + offset] &- UInt8(ascii: "0"))
        }
    }

    private mutating func takeLine(
        _ message: (MessageID, Int?) throws(BenchmarkError) -> Void
    ) throws(BenchmarkError) {
        if beginningCount == 0 {
            // An event without data only moves the cursor.
            if hasData {
                guard let id else { throw .brokenPromise("a stream sent a message without an id") }
                try message(id, numberPlace.map { _ in dataNumber })
            }
            id = nil
            hasData = false
        } else if beginningCount == beginning.count, begins(with: "id: ") {
            id = MessageID(beginning.span.extracting(4...))
        } else if begins(with: "data") {
            hasData = true
            dataNumber = number
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
