/// Reads Server-Sent Events (WHATWG HTML § 9.2.6) from chunks cut anywhere.
///
/// Lines end with CR LF, LF or CR; a leading byte order mark is skipped; an event that is not
/// finished when the stream ends is discarded, so a cut connection never yields half a message.
public struct EventStreamReader: Sendable {
    /// One event, or a change of the cursor alone.
    public enum Event: Sendable, Equatable {
        /// An event with data. `name` is empty for an unnamed one; `id` is the last id the
        /// stream gave, this event's or an earlier one's.
        case message(name: String, data: [UInt8], id: String?)
        /// An `id:` without data: nothing to show, but the cursor moves.
        case cursor(String)
    }

    /// The last `id:` of a finished event.
    public private(set) var lastEventID: String?
    /// The reconnection time that the stream asked for.
    public private(set) var retryMilliseconds: Int?

    private let limit: Int
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var name = ""
    private var pendingID: String?
    private var afterCarriageReturn = false
    private var isFirstLine = true

    /// - Parameter limit: bytes that one line, or the data of one event, may have.
    public init(limit: Int = 8 * Limits.jsonBody) {
        self.limit = limit
    }

    /// Takes the next bytes and hands out what they complete, in order.
    ///
    /// - Throws: ``APIError`` with `.tooLarge` when a line or an event passes the limit, and
    ///   whatever `emit` throws.
    public mutating func feed(
        _ bytes: UnsafeRawBufferPointer, emit: (Event) throws -> Void
    ) throws {
        var start = bytes.startIndex
        for index in bytes.indices {
            let byte = bytes[index]
            let follows = afterCarriageReturn
            afterCarriageReturn = byte == UInt8(ascii: "\r")
            guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { continue }
            if follows, byte == UInt8(ascii: "\n") {
                start = index + 1
                continue
            }
            try append(bytes[start..<index])
            start = index + 1
            try endLine(emit)
        }
        try append(bytes[start...])
    }

    private mutating func append(_ bytes: Slice<UnsafeRawBufferPointer>) throws {
        guard line.count + bytes.count <= limit else {
            throw APIError(.tooLarge, "a line of the stream has more than \(limit) bytes")
        }
        line.append(contentsOf: bytes)
    }

    private mutating func endLine(_ emit: (Event) throws -> Void) throws {
        defer {
            line.removeAll(keepingCapacity: line.capacity <= 65_536)
            isFirstLine = false
        }
        var content = line[...]
        if isFirstLine, content.starts(with: [0xEF, 0xBB, 0xBF]) { content = content.dropFirst(3) }
        if content.isEmpty { return try dispatch(emit) }
        guard let colon = content.firstIndex(of: UInt8(ascii: ":")) else {
            return try setField(content, to: [])
        }
        var value = content[(colon + 1)...]
        if value.first == 0x20 { value = value.dropFirst() }
        try setField(content[..<colon], to: value)
    }

    private mutating func setField(_ field: ArraySlice<UInt8>, to value: ArraySlice<UInt8>) throws {
        switch String(decoding: field, as: UTF8.self) {
        case "data":
            guard data.count + value.count < limit else {
                throw APIError(.tooLarge, "an event has more than \(limit) bytes")
            }
            if hasData { data.append(UInt8(ascii: "\n")) }
            data.append(contentsOf: value)
            hasData = true
        case "event": name = String(decoding: value, as: UTF8.self)
        case "id" where !value.contains(0): pendingID = String(decoding: value, as: UTF8.self)
        case "retry":
            // `Int.init` would also take a sign.
            let isDigits = value.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            if isDigits, let milliseconds = Int(String(decoding: value, as: UTF8.self)) {
                retryMilliseconds = milliseconds
            }
        default: break
        }
    }

    private mutating func dispatch(_ emit: (Event) throws -> Void) throws {
        let movedTo = pendingID
        if let movedTo { lastEventID = movedTo }
        pendingID = nil
        defer {
            data.removeAll(keepingCapacity: data.capacity <= 65_536)
            hasData = false
            name = ""
        }
        if hasData {
            try emit(.message(name: name, data: data, id: lastEventID))
        } else if let movedTo {
            try emit(.cursor(movedTo))
        }
    }
}
