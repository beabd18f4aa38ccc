import Foundation
import Testing
import WorkshopModel
import WorkshopServer
import WorkshopStore

@Suite("Files over the wire")
struct FileEndpointTests {
    private let empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    private let abc = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test("come back as they went in")
    func roundTrip() async throws {
        try await RunningServer.with { server in
            let first = try server.request("POST", "/files", "abc")
            #expect(first.status == 201)
            #expect(first.text == #"{"hash":"\#(abc)","size":3}"#)
            let again = try server.request("POST", "/files", "abc")
            #expect(again.status == 200)
            #expect(again.text == first.text)
            let file = try server.request("GET", "/files/\(abc)")
            #expect(file.text == "abc")
            #expect(file.header("content-type") == "application/octet-stream")
            #expect(file.header("content-disposition") == "attachment")
            #expect(file.header("x-content-type-options") == "nosniff")
            #expect(file.header("etag") == "\"\(abc)\"")
            #expect(file.header("cache-control")?.contains("immutable") == true)
            #expect(try server.request("POST", "/files", "").text.contains(empty))
            let nothing = try server.request("GET", "/files/\(empty)")
            #expect(nothing.status == 200)
            #expect(nothing.header("content-length") == "0")
        }
    }

    @Test("of many pages come back whole")
    func large() async throws {
        try await RunningServer.with { server in
            let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
            let hash = try #require(
                try server.request("POST", "/files", bytes: bytes).json()["hash"]?.string)
            #expect(try server.request("GET", "/files/\(hash)").body == bytes)
            let range = try server.request(
                "GET", "/files/\(hash)", headers: ["Range: bytes=1000000-2000000"])
            #expect(range.status == 206)
            #expect(range.body == Array(bytes[1_000_000...2_000_000]))
            #expect(range.header("content-range") == "bytes 1000000-2000000/3000000")
        }
    }

    @Test("are not sent to those who have them")
    func conditional() async throws {
        try await RunningServer.with { server in
            _ = try server.request("POST", "/files", "abc")
            func status(_ header: String) throws -> Int {
                try server.request("GET", "/files/\(abc)", headers: [header]).status
            }
            #expect(try status("If-None-Match: \"\(abc)\"") == 304)
            #expect(try status("If-None-Match: \"x\", W/\"\(abc)\"") == 304)
            #expect(try status("If-None-Match: *") == 304)
            #expect(try status("If-None-Match: \"x\"") == 200)
            #expect(try status("Range: bytes=3-") == 416)
            let head = try server.request("HEAD", "/files/\(abc)")
            #expect(head.header("content-length") == "3")
            let stale = try server.request(
                "GET", "/files/\(abc)", headers: ["Range: bytes=0-0", "If-Range: \"x\""])
            #expect(stale.status == 200)
        }
    }

    @Test(
        "that fit one read are never sent when they are damaged, and the next request is answered",
        arguments: ["abd", "ab", "", "abcd"])
    func damaged(content: String) async throws {
        try await RunningServer.with { server in
            _ = try server.request("POST", "/files", "abc")
            let path = server.folder.path + "/blobs/" + abc
            try content.write(toFile: path, atomically: false, encoding: .utf8)
            let connection = try server.connect()
            for _ in 0..<2 {
                try connection.send("GET /files/\(abc) HTTP/1.1\r\nHost: localhost\r\n\r\n")
                let answer = try connection.readResponse()
                #expect(answer.status == 500)
                #expect(answer.text.contains(abc))
                #expect(answer.text.contains("workshop doctor"))
                #expect(answer.header("cache-control") == nil)
            }
        }
    }

    @Test("of other sizes are brought back by an upload", arguments: ["ab", "", "abcd"])
    func broughtBack(content: String) async throws {
        try await RunningServer.with { server in
            let path = server.folder.path + "/blobs/" + abc
            try content.write(toFile: path, atomically: false, encoding: .utf8)
            #expect(try server.request("POST", "/files", "abc").status == 201)
            #expect(try server.request("GET", "/files/\(abc)").text == "abc")
            #expect(try server.request("POST", "/files", "abc").status == 200)
        }
    }

    @Test("of about one read come back whole", arguments: [65_535, 65_536, 65_537])
    func aroundTheBound(count: Int) async throws {
        try await RunningServer.with { server in
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
            let hash = try #require(
                try server.request("POST", "/files", bytes: bytes).json()["hash"]?.string)
            let file = try server.request("GET", "/files/\(hash)")
            #expect(file.body == bytes)
            #expect(file.header("content-length") == "\(count)")
            #expect(file.header("etag") == "\"\(hash)\"")
            #expect(file.header("cache-control")?.contains("immutable") == true)
        }
    }

    @Test("are found by their hash only")
    func names() async throws {
        try await RunningServer.with { server in
            let unknown = "sha256:" + String(repeating: "0", count: 64)
            #expect(try server.request("GET", "/files/\(unknown)").status == 404)
            for name in [
                "x", "sha256:../../etc/passwd", "sha256:..%2F..%2Fetc%2Fpasswd", abc + "0",
            ] {
                let status = try server.request("GET", "/files/\(name)").status
                #expect(status == 400 || status == 404 && name.contains("/"))
            }
            #expect(try server.request("GET", "/files/\(abc.uppercased())").status == 400)
        }
    }

    @Test("hold their limit, announced or chunked")
    func limit() async throws {
        try await RunningServer.with { configuration, store in
            configuration.maximumFileSize = 1_000
            store.maximumFileSize = 1_000
        } _: { server async throws in
            func plain(_ count: Int) throws -> Int {
                try server.request("POST", "/files", bytes: [UInt8](repeating: 1, count: count))
                    .status
            }
            func chunked(_ count: Int) throws -> Int {
                let connection = try server.connect()
                try connection.send(
                    "POST /files HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + String(count, radix: 16) + "\r\n")
                try connection.send([UInt8](repeating: 2, count: count))
                try connection.send("\r\n0\r\n\r\n")
                return try connection.readResponse().status
            }
            #expect(try plain(999) == 201)
            #expect(try plain(1_000) == 201)
            #expect(try plain(1_001) == 413)
            #expect(try chunked(999) == 201)
            #expect(try chunked(1_000) == 201)
            #expect(try chunked(1_001) == 413)
        }
    }

    @Test("that were cut on their way leave nothing")
    func cut() async throws {
        try await RunningServer.with { server in
            do {
                let connection = try server.connect()
                try connection.send(
                    "POST /files HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3000000\r\n\r\n")
                try connection.send([UInt8](repeating: 7, count: 1_500_000))
            }
            // The server has let go of the upload once nothing is left of it in the folder.
            let blobs = server.folder.path + "/blobs"
            while try !folderIsEmpty(blobs) {}
            #expect(try server.request("POST", "/files", "abc").status == 201)
        }
    }
}
