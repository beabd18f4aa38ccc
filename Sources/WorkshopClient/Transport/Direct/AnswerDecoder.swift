/// Takes an answer of HTTP/1.1 (RFC 9112) apart as it comes, wherever the bytes are cut.
///
/// What is fed waits here until it is taken, so that a reader who has no room leaves it.
struct AnswerDecoder: Sendable {
    enum Piece: Sendable, Equatable {
        /// A line of a head, its line break included; an empty one ends that head.
        case headerLine(ArraySlice<UInt8>)
        case body(ArraySlice<UInt8>)
    }

    /// The bytes are no HTTP, or say what cannot be.
    struct Violation: Error, Equatable {}

    private enum Phase {
        case head
        /// So many bytes are still to come.
        case length(Int)
        case chunkSize
        case chunk(Int)
        case chunkEnd
        case trailer
        case untilClose
        case ended
    }

    /// Bytes of one line of a head or a chunk's size; more than a whole head may have.
    private static let longestLine = 65_536

    private var phase = Phase.head
    private var buffer: [UInt8] = []
    private var start = 0
    /// Up to here there is no line break, so that nothing is looked at twice.
    private var searched = 0
    /// Whether the next line is the first of a head.
    private var isFirstLine = true

    /// Whether the whole answer was taken.
    var hasEnded: Bool { if case .ended = phase { true } else { false } }

    /// Whether an end of the connection right here is the end of the answer.
    var endsWithConnection: Bool {
        if case .untilClose = phase { true } else { false }
    }

    /// Whether any byte has come.
    private(set) var hasBegun = false

    /// Whether the peer said that it speaks HTTP/1.0, and so closes the connection.
    private(set) var isOfVersion10 = false

    /// The connection has ended where the answer may.
    mutating func endWithConnection() {
        if endsWithConnection { phase = .ended }
    }

    mutating func feed(_ bytes: ArraySlice<UInt8>) {
        if start == buffer.count {
            buffer.removeAll(keepingCapacity: true)
            start = 0
            searched = 0
        } else if start > 65_536 {
            buffer.removeFirst(start)
            searched = max(0, searched - start)
            start = 0
        }
        buffer.append(contentsOf: bytes)
        hasBegun = hasBegun || !bytes.isEmpty
    }

    /// The next piece of what was fed; `nil` when more is needed or all is taken. It comes again
    /// until ``take(_:)``.
    mutating func next() throws(Violation) -> Piece? {
        while true {
            switch phase {
            case .head:
                guard let line = try line() else { return nil }
                if isFirstLine {
                    try AnswerDecoder.check(statusLine: line)
                    isOfVersion10 = line.dropFirst("HTTP/1.".utf8.count).first == UInt8(ascii: "0")
                }
                return .headerLine(line)
            case .length(let rest), .chunk(let rest):
                let piece = buffer[start...].prefix(rest)
                return piece.isEmpty ? nil : .body(piece)
            case .untilClose:
                return start < buffer.count ? .body(buffer[start...]) : nil
            case .chunkSize:
                guard let line = try line() else { return nil }
                start += line.count
                let size = try AnswerDecoder.chunkSize(line)
                phase = size == 0 ? .trailer : .chunk(size)
            case .chunkEnd:
                guard let line = try line() else { return nil }
                guard line.count <= 2 else { throw Violation() }
                start += line.count
                phase = .chunkSize
            case .trailer:
                guard let line = try line() else { return nil }
                start += line.count
                if line.count <= 2 { phase = .ended }
            case .ended: return nil
            }
        }
    }

    /// The piece that ``next()`` gave is done with.
    mutating func take(_ piece: Piece) {
        switch piece {
        case .headerLine(let line):
            start += line.count
            // An interim head is followed by another one.
            isFirstLine = line.count <= 2
        case .body(let bytes):
            start += bytes.count
            switch phase {
            case .length(let rest):
                phase = rest == bytes.count ? .ended : .length(rest - bytes.count)
            case .chunk(let rest):
                phase = rest == bytes.count ? .chunkEnd : .chunk(rest - bytes.count)
            case .head, .chunkSize, .chunkEnd, .trailer, .untilClose, .ended: break
            }
        }
    }

    /// The head is complete and no interim one: what follows is its body.
    mutating func beginBody(_ head: ResponseHead, hasNone: Bool) throws(Violation) {
        isFirstLine = false
        guard !hasNone, head.status != 204, head.status != 304 else {
            phase = .ended
            return
        }
        let codings = head.values(of: "transfer-encoding").joined(separator: ",").lowercased()
        if !codings.isEmpty {
            phase = codings.hasSuffix("chunked") ? .chunkSize : .untilClose
            return
        }
        let lengths = Set(head.values(of: "content-length"))
        guard let text = lengths.first else {
            phase = .untilClose
            return
        }
        guard lengths.count == 1, text.utf8.allSatisfy(AnswerDecoder.isDigit),
            let length = Int(text)
        else { throw Violation() }
        phase = length == 0 ? .ended : .length(length)
    }

    /// The next line with its line break; `nil` until it is whole.
    private mutating func line() throws(Violation) -> ArraySlice<UInt8>? {
        let rest = buffer[start...]
        // What speaks another protocol need not have lines at all.
        if isFirstLine, !"HTTP/1.".utf8.starts(with: rest.prefix(7)) { throw Violation() }
        if let end = buffer[max(start, searched)...].firstIndex(of: UInt8(ascii: "\n")) {
            return rest[...end]
        }
        searched = buffer.count
        guard rest.count <= AnswerDecoder.longestLine else { throw Violation() }
        return nil
    }

    /// `HTTP/1.1 200 OK`, the words being optional.
    private static func check(statusLine line: ArraySlice<UInt8>) throws(Violation) {
        let bytes = Array(line.dropFirst("HTTP/1.".utf8.count).prefix(6))
        guard bytes.count == 6, isDigit(bytes[0]), bytes[1] == 0x20,
            (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(bytes[2]), isDigit(bytes[3]),
            isDigit(bytes[4]), bytes[5] <= 0x20
        else { throw Violation() }
    }

    /// Of `1a2b;extension`.
    private static func chunkSize(_ line: ArraySlice<UInt8>) throws(Violation) -> Int {
        let digits = line.prefix { byte in
            isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
        }
        // Fifteen digits fit an Int whatever they are.
        guard !digits.isEmpty, digits.count <= 15,
            let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw Violation() }
        return size
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension ResponseHead {
    /// Of all headers of that name, which is given in lower case.
    func values(of name: String) -> [String] {
        headers.filter { $0.name == name }.map(\.value)
    }
}
