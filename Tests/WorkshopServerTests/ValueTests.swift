import NIOCore
import Testing
import WorkshopModel

@testable import WorkshopServer

@Suite("Byte ranges")
struct ByteRangeTests {
    @Test(
        "are read as RFC 9110 says",
        arguments: [
            (nil, .whole), ("bytes=0-4", .part(0..<5)), ("bytes=5-", .part(5..<10)),
            ("bytes=-3", .part(7..<10)), ("bytes=-99", .part(0..<10)),
            ("bytes=0-99999999999999999999", .part(0..<10)), ("bytes=9-9", .part(9..<10)),
            ("bytes=10-", .unsatisfiable), ("bytes=10-12", .unsatisfiable),
            ("bytes=-0", .unsatisfiable), ("bytes=4-2", .whole), ("bytes=a-b", .whole),
            ("bytes=", .whole), ("bytes=-", .whole), ("bytes=0-1,3-4", .whole),
            ("items=0-4", .whole), ("Bytes=0-0", .part(0..<1)),
        ] as [(String?, ByteRange)])
    func reading(header: String?, range: ByteRange) {
        #expect(ByteRange(header, size: 10) == range)
    }

    @Test("of an empty file cannot be satisfied")
    func empty() {
        #expect(ByteRange("bytes=0-0", size: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=-1", size: 0) == .unsatisfiable)
        #expect(ByteRange(nil, size: 0) == .whole)
    }
}

@Suite("Addresses to listen on")
struct ListenAddressTests {
    @Test(
        "are read",
        arguments: [
            ("127.0.0.1:4242", .internet(host: "127.0.0.1", port: 4242)),
            ("[::]:0", .internet(host: "::", port: 0)), (":80", .internet(host: "", port: 80)),
            ("vps:65535", .internet(host: "vps", port: 65_535)),
            ("unix:/run/w.sock", .unix(path: "/run/w.sock")),
        ] as [(String, ListenAddress)])
    func reads(text: String, address: ListenAddress) {
        #expect(ListenAddress(text) == address)
    }

    @Test(
        "that are none are refused",
        arguments: [
            "", "4242", "host", "host:", "host:x", "host:65536", "host:-1", "::1:80", "[vps]:80",
            "unix:", "[::1]", "unix:/" + String(repeating: "x", count: 107),
        ])
    func refuses(text: String) {
        #expect(ListenAddress(text) == nil)
    }
}

@Suite("Request targets")
struct RequestTargetTests {
    @Test(
        "are taken apart in origin and in absolute form",
        arguments: [
            ("/a?b=c", "/a", "b=c", nil), ("/a", "/a", "", nil), ("/?x?y", "/", "x?y", nil),
            ("http://h:1/a?b", "/a", "b", "h:1"), ("HTTP://h", "/", "", "h"),
            ("http://h?q", "/", "q", "h"), ("https://h/", "/", "", "h"),
            ("/a?\u{301}", "/a", "\u{301}", nil), ("http://h/\u{301}", "/\u{301}", "", "h"),
        ] as [(String, String, String, String?)])
    func parts(target: String, path: String, query: String, authority: String?) {
        let parts = RequestTarget(target)
        #expect(parts.path == path)
        #expect(parts.query == query)
        #expect(parts.authority == authority)
    }
}

@Suite("A dead reader")
struct WriteProgressTests {
    @Test("is one that takes no byte for the whole time while bytes wait")
    func stalls() {
        var progress = WriteProgress()
        let limit = TimeAmount.seconds(60)
        func at(_ seconds: Int64) -> NIODeadline { .uptimeNanoseconds(0) + .seconds(seconds) }
        func stalled(_ buffered: Int, _ seconds: Int64) -> Bool {
            progress.hasStalled(buffered: buffered, now: at(seconds), after: limit)
        }
        progress.wrote(100)
        #expect(stalled(100, 0) == false)
        #expect(stalled(100, 59) == false)
        #expect(stalled(99, 60) == false, "it took a byte")
        #expect(stalled(99, 119) == false)
        progress.wrote(50)
        #expect(stalled(149, 120))
        #expect(stalled(0, 500) == false, "nothing waits")
    }
}

@Suite("The Date header")
struct ResponseDateTests {
    @Test("is an IMF-fixdate")
    func format() {
        var date = ResponseDate()
        let text = date.text(at: Timestamp(milliseconds: 784_111_777_999))
        #expect(text == "Sun, 06 Nov 1994 08:49:37 GMT")
    }
}
