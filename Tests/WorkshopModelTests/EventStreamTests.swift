import Testing
import WorkshopModel

@Suite("Server-Sent Events")
struct EventStreamTests {
    typealias Event = EventStreamReader.Event

    /// Reads a stream cut into pieces of a size.
    private func read(_ text: String, pieces size: Int) throws -> [Event] {
        var reader = EventStreamReader()
        var events: [Event] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            let piece = Array(bytes[start..<min(start + size, bytes.count)])
            try piece.withUnsafeBytes { try reader.feed($0) { events.append($0) } }
        }
        return events
    }

    private func message(_ data: String, id: String? = nil, name: String = "") -> Event {
        .message(name: name, data: Array(data.utf8), id: id)
    }

    @Test("are read the same however the bytes are cut", arguments: 1...9)
    func pieces(size: Int) throws {
        let text =
            "\u{FEFF}: open\n\nid: 1\r\ndata: é😀\r\n\r\ndata:a\rdata: b\r\rid: 2\n\n"
            + "event: gap\ndata: {}\n\nfoo\ndata\n\nid: 3\ndata: cut"
        #expect(
            try read(text, pieces: size) == [
                message("é😀", id: "1"), message("a\nb", id: "1"), .cursor("2"),
                message("{}", id: "2", name: "gap"), message("", id: "2"),
            ])
    }

    @Test("that we write are read back")
    func roundTrip() throws {
        let draft = try draft(#"{"from":"a","type":"t","body":"\u2028"}"#)
        let sent = Message(draft, id: .greatest, timestamp: Timestamp(milliseconds: 1))
        var bytes = EventStreamWriter.opening(retryMilliseconds: 1_500)
        EventStreamWriter.append(sent, to: &bytes)
        bytes += EventStreamWriter.keepalive + EventStreamWriter.cursor(.zero)
        let notice = GapNotice(requested: .zero, firstAvailable: nil)
        bytes += EventStreamWriter.gap(notice)
        var reader = EventStreamReader()
        var events: [Event] = []
        try bytes.withUnsafeBytes { try reader.feed($0) { events.append($0) } }
        #expect(reader.retryMilliseconds == 1_500)
        #expect(
            events == [
                .message(name: "", data: sent.line, id: ULID.greatest.text),
                .cursor(ULID.zero.text),
                message(notice.json.text, id: ULID.zero.text, name: "gap"),
            ])
        #expect(GapNotice(parsing: notice.json) == notice)
    }

    @Test("with an id that holds a zero byte keep the old id")
    func zeroByte() throws {
        #expect(
            try read("id: 1\ndata: a\n\nid: 2\u{0}\ndata: b\n\n", pieces: 100)
                == [message("a", id: "1"), message("b", id: "1")])
    }

    @Test(
        "with a reconnection time that is not digits alone keep the old one",
        arguments: [
            "+5", "-0", "-1", "1.5", "", " 5", "5 ", "x", "\u{663}", "99999999999999999999",
        ])
    func retry(value: String) throws {
        var reader = EventStreamReader()
        try Array("retry: 7\nretry: \(value)\n".utf8).withUnsafeBytes {
            try reader.feed($0) { _ in }
        }
        #expect(reader.retryMilliseconds == 7)
    }

    @Test("have bounded lines")
    func bounded() throws {
        var reader = EventStreamReader(limit: 16)
        try Array("data: 0123456789\n\n".utf8).withUnsafeBytes { try reader.feed($0) { _ in } }
        #expect(throws: APIError.self) {
            try Array("data: 0123456789A\n\n".utf8).withUnsafeBytes {
                try reader.feed($0) { _ in }
            }
        }
    }
}
