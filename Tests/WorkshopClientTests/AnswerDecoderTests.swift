import Testing

@testable import WorkshopClient

@Suite struct AnswerDecoderTests {
    /// What a decoder makes of bytes that come in pieces of a size, up to the end of the
    /// connection.
    private struct Reading: Equatable {
        var statuses: [Int] = []
        var body = ""
        var hasEnded = false
    }

    private func read(
        _ text: String, inPiecesOf size: Int, isHead: Bool = false
    ) throws(AnswerDecoder.Violation) -> Reading {
        var decoder = AnswerDecoder()
        var heads = ResponseHeadReader()
        var reading = Reading()
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            decoder.feed(rest.prefix(size))
            rest = rest.dropFirst(size)
            while let piece = try decoder.next() {
                // It stays until it is taken.
                let again = try decoder.next()
                #expect(again == piece)
                decoder.take(piece)
                switch piece {
                case .body(let bytes): reading.body += String(decoding: bytes, as: UTF8.self)
                case .headerLine(let line):
                    let progress = line.withUnsafeBytes { heads.take(line: $0) }
                    guard case .complete(let head) = progress else { continue }
                    reading.statuses.append(head.status)
                    try decoder.beginBody(head, hasNone: isHead)
                }
            }
        }
        decoder.endWithConnection()
        reading.hasEnded = decoder.hasEnded
        return reading
    }

    private static let sizes = [1, 2, 3, 7, 1_000]

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello", true),
        ("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", 200, "", true),
        ("HTTP/1.1 200 OK\nContent-Length: 2\n\nhi", 200, "hi", true),
        ("HTTP/1.1 204 None\r\n\r\n", 204, "", true),
        ("HTTP/1.1 304 Same\r\nContent-Length: 9\r\n\r\n", 304, "", true),
        ("HTTP/1.0 200 OK\r\n\r\nto the end", 200, "to the end", true),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 200, "hello",
            true
        ),
        ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", 200, "half", false),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n",
            200, "abc0123456789", true
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n"
                + "1\r\nx\r\n0\r\n\r\n",
            200, "x", true
        ),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", 200, "abc", false),
        (
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\n"
                + "HTTP/1.1 201 Created\r\nContent-Length: 1\r\n\r\n!",
            201, "!", true
        ),
    ])
    func anAnswerIsReadWhereverItIsCut(
        _ text: String, _ status: Int, _ body: String, _ hasEnded: Bool
    ) throws {
        for size in Self.sizes {
            let reading = try read(text, inPiecesOf: size)
            #expect(
                reading == Reading(statuses: [status], body: body, hasEnded: hasEnded),
                "in pieces of \(size)")
        }
    }

    @Test func anAnswerToHeadHasNoBody() throws {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
        #expect(try read(text, inPiecesOf: 9, isHead: true).hasEnded)
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH\r\n", "\0", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 2000\r\n\r\n", "HTTP/1.1 099 x\r\n\r\n", "HTTP/1.1200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1234567890abcdef\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n",
        "HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 70_000),
    ])
    func whatIsNoHTTPIsSaidToBeNone(_ text: String) {
        for size in Self.sizes {
            #expect(throws: AnswerDecoder.Violation.self) { try read(text, inPiecesOf: size) }
        }
    }
}
