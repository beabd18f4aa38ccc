import WorkshopModel

/// What a reader made of a stream, piece by piece.
struct EventsOutcome: Equatable {
    var events: [EventStreamReader.Event] = []
    var lastEventID: String?
    var retryMilliseconds: Int?
    var isTooLarge = false

    init(of pieces: some Sequence<[UInt8]>, limit: Int) {
        var reader = EventStreamReader(limit: limit)
        do {
            for piece in pieces {
                try piece.withUnsafeBytes { try reader.feed($0) { events.append($0) } }
            }
        } catch {
            isTooLarge = (error as? APIError)?.code == .tooLarge
        }
        lastEventID = reader.lastEventID
        retryMilliseconds = reader.retryMilliseconds
    }

    /// What the standard (WHATWG HTML § 9.2.6) makes of the whole stream, step by step, with no
    /// thought of pieces, limits or speed.
    init(byTheStandard stream: [UInt8]) {
        var data: [UInt8]?
        var name = ""
        var id: String?
        for line in stream.linesOfEvents {
            guard !line.isEmpty else {
                lastEventID = id ?? lastEventID
                if let data {
                    events.append(.message(name: name, data: data, id: lastEventID))
                } else if let id {
                    events.append(.cursor(id))
                }
                (data, name, id) = (nil, "", nil)
                continue
            }
            let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
            var value = line[colon...].dropFirst()
            if value.first == UInt8(ascii: " ") { value.removeFirst() }
            let text = String(decoding: value, as: UTF8.self)
            switch String(decoding: line[..<colon], as: UTF8.self) {
            case "data": data = data.map { $0 + Array("\n".utf8) + value } ?? Array(value)
            case "event": name = text
            case "id": if !value.contains(0) { id = text }
            case "retry":
                let isDigits = value.allSatisfy {
                    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                }
                if isDigits { retryMilliseconds = Int(text) ?? retryMilliseconds }
            default: break
            }
        }
    }
}

extension [UInt8] {
    /// Each line that ends with CR LF, LF or CR; a byte order mark before the first is dropped.
    fileprivate var linesOfEvents: [[UInt8]] {
        var rest = self[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        var lines: [[UInt8]] = []
        while let end = rest.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
            lines.append(Array(rest[..<end]))
            let isPair = rest[end...].starts(with: [0x0D, 0x0A])
            rest = rest[(end + (isPair ? 2 : 1))...]
        }
        return lines
    }
}
