import Glibc

/// Takes HTTP/1.1 answers apart as their bytes come, just as far as a load generator must.
package struct ResponseDecoder {
    private enum State {
        case statusLine
        case header
        case body(left: Int)
        case chunkSize
        case chunk(left: Int)
        case chunkEnd
        case trailer
    }

    private enum BodyLength { case bytes(Int), chunked }

    /// What an answer with a status other than 2xx is.
    package enum Refusal { case isError, isAnswer }

    /// Of the answer that is taken in, or was last.
    package private(set) var status = 0
    private let refusal: Refusal

    private var state = State.statusLine
    private var bodyLength = BodyLength.bytes(0)
    /// The line that is being read, without its end.
    private var line: [UInt8] = []

    package init(refusal: Refusal = .isError) { self.refusal = refusal }

    /// Takes in bytes from an index on, up to the end of one answer.
    ///
    /// - Parameter body: gets the parts of the answer's body.
    /// - Returns: the index after the answer; `nil` when all bytes were taken and it goes on.
    /// - Throws: when the answer is not a 2xx or not understood, and what `body` throws.
    package mutating func decode(
        _ bytes: borrowing Span<UInt8>, from start: Int,
        body: (borrowing Span<UInt8>) throws(BenchmarkError) -> Void
    ) throws(BenchmarkError) -> Int? {
        var index = start
        while index < bytes.count {
            switch state {
            case .body(let left):
                let end = min(bytes.count, index + left)
                try body(bytes.extracting(index..<end))
                state = .body(left: left - (end - index))
                index = end
            case .chunk(let left):
                let end = min(bytes.count, index + left)
                try body(bytes.extracting(index..<end))
                state = left == end - index ? .chunkEnd : .chunk(left: left - (end - index))
                index = end
            case .statusLine, .header, .chunkSize, .chunkEnd, .trailer:
                let end = bytes.indexOfNewline(from: index)
                line.append(contentsOf: bytes, in: index..<(end ?? bytes.count))
                guard let end else { return nil }
                index = end + 1
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                try takeLine()
                line.removeAll(keepingCapacity: true)
            }
            if isAtEnd {
                state = .statusLine
                return index
            }
        }
        return nil
    }

    private var isAtEnd: Bool {
        if case .body(left: 0) = state { return true }
        return false
    }

    private mutating func takeLine() throws(BenchmarkError) {
        switch state {
        case .statusLine:
            guard line.count >= 12,
                let number = Int(String(decoding: line[9..<12], as: UTF8.self)),
                refusal == .isAnswer || 200..<300 ~= number
            else { throw unexpected() }
            status = number
            bodyLength = .bytes(0)
            state = .header
        case .header:
            guard line.isEmpty else { return try takeHeader() }
            switch bodyLength {
            case .bytes(let count): state = .body(left: count)
            case .chunked: state = .chunkSize
            }
        case .chunkSize:
            guard let size = Int(String(decoding: line, as: UTF8.self), radix: 16) else {
                throw unexpected()
            }
            state = size == 0 ? .trailer : .chunk(left: size)
        case .chunkEnd:
            guard line.isEmpty else { throw unexpected() }
            state = .chunkSize
        case .trailer:
            if line.isEmpty { state = .body(left: 0) }
        case .body, .chunk: preconditionFailure("a body has no lines")
        }
    }

    private mutating func takeHeader() throws(BenchmarkError) {
        // Only two names matter; most lines are told apart by their first letter.
        guard let first = line.first.map({ $0 | 0x20 }),
            first == UInt8(ascii: "c") || first == UInt8(ascii: "t")
        else { return }
        let text = String(decoding: line, as: UTF8.self).lowercased()
        if text.hasPrefix("content-length:") {
            let value = text.dropFirst("content-length:".count).drop { $0 == " " }
            guard let count = Int(value) else { throw unexpected() }
            bodyLength = .bytes(count)
        } else if text.hasPrefix("transfer-encoding:"), text.hasSuffix("chunked") {
            bodyLength = .chunked
        }
    }

    private func unexpected() -> BenchmarkError {
        .server("the server answered '\(String(decoding: line.prefix(200), as: UTF8.self))'")
    }
}
