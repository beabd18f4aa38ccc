import Testing
import WorkshopModel
import WorkshopServer
import WorkshopStore

/// What an attacker found once, so that nobody finds it again.
@Suite("Hostile and unlucky peers")
struct HostileTests {
    @Test("bytes after the request for a stream are nobody's, and kill nothing")
    func bytesAfterAStream() async throws {
        try await RunningServer.with { server in
            let connection = try server.connect()
            try connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\ngarbage\r\n\r\n")
            let head = try connection.take(through: "\r\n\r\n")
            #expect(head.hasPrefix("HTTP/1.1 200 OK"))
            try connection.send("x")
            let stream = RawStream(connection, RawResponse(status: 200, head: head, body: []))
            let id = try server.publish("a")
            #expect(try stream.nextIDs(1) == [id])
            try connection.send("GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let next = try server.publish("a")
            #expect(try stream.nextIDs(1) == [next])
            await server.stop()
            #expect(try stream.nextEvent() == nil)
        }
    }

    @Test("a stream whose request was followed by garbage is counted out when it goes")
    func countedOut() async throws {
        try await RunningServer.with { server in
            for _ in 0..<20 {
                let connection = try server.connect()
                try connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\ngarbage\r\n\r\n")
                _ = try connection.take(through: ": open")
            }
            var left: Int64?
            while left != 0 {
                left = try server.request("GET", "/status").json()["subscribers"]?.integer
            }
        }
    }

    @Test("large bodies one after the other get one answer each", arguments: [20, 40, 200, 900])
    func largeBodies(kilobytes: Int) async throws {
        try await RunningServer.with { server in
            let connection = try server.connect()
            let text = String(repeating: "x", count: kilobytes * 1_000)
            let body = #"{"from":"a","type":"t","body":"\#(text)"}"#
            for _ in 0..<5 {
                try connection.send(
                    "POST /ch/a HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Length: \(body.utf8.count)\r\n\r\n" + body)
                #expect(try connection.readResponse().status == 201)
            }
            #expect(connection.buffer.isEmpty)
        }
    }

    @Test("hundreds of pipelined requests are all answered")
    func manyPipelined() async throws {
        try await RunningServer.with { server in
            let connection = try server.connect()
            let padding = String(repeating: "y", count: 200)
            let request = "GET /status HTTP/1.1\r\nHost: localhost\r\nX: \(padding)\r\n\r\n"
            try connection.send(String(repeating: request, count: 400))
            for _ in 0..<400 { #expect(try connection.readResponse().status == 200) }
        }
    }

    @Test("a refused upload gets one answer, though it goes on")
    func oneRefusal() async throws {
        try await RunningServer.with { configuration, store in
            configuration.maximumFileSize = 10
            store.maximumFileSize = 10
        } _: { server in
            let connection = try server.connect()
            try connection.send(
                "POST /files HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<20 {
                try connection.send("2710\r\n" + String(repeating: "z", count: 10_000) + "\r\n")
            }
            let all = String(decoding: try connection.takeAll(), as: UTF8.self)
            #expect(all.components(of: "HTTP/1.1 ") == 1)
            #expect(all.hasPrefix("HTTP/1.1 413"))
        }
    }

    @Test(
        "a peer that has shut its side gets the whole of a long answer", arguments: [true, false])
    func halfClosed(keepsAlive: Bool) async throws {
        try await RunningServer.with { server in
            let bytes = [UInt8](repeating: 7, count: 8_000_000)
            let hash = try #require(
                try server.request("POST", "/files", bytes: bytes).json()["hash"]?.string)
            let connection = try server.connect(receiveBuffer: 4_096)
            let extra = keepsAlive ? "" : "Connection: close\r\n"
            try connection.send("GET /files/\(hash) HTTP/1.1\r\nHost: localhost\r\n\(extra)\r\n")
            connection.shutWriting()
            #expect(try connection.readResponse().body.count == bytes.count)
        }
    }

    @Test("a request that a drain cuts off is told so")
    func cutOffByDrain() async throws {
        let server = try await RunningServer.start(in: TemporaryFolder(), clock: TestClock()) {
            configuration, _ in configuration.timing.drainMilliseconds = 50
        }
        let upload = try server.connect()
        try upload.send("POST /files HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc")
        while try folderIsEmpty(server.folder.path + "/blobs") {}
        await server.stop()
        let response = try upload.readResponse()
        #expect(response.status == 503)
        #expect(response.text.contains("shutting down"))
        #expect(try folderIsEmpty(server.folder.path + "/blobs"))
    }

    @Test("after CONNECT, which ends the reading of requests, the connection is closed")
    func connect() async throws {
        try await RunningServer.with { server in
            let connection = try server.connect()
            try connection.send("CONNECT /x HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let response = try connection.readResponse()
            #expect(response.status >= 400)
            #expect(response.header("connection") == "close")
            #expect(try connection.takeAll().isEmpty)
        }
    }

    @Test(
        "a body in an encoding that is not understood is refused",
        arguments: ["gzip, chunked", "gzip"])
    func encoding(value: String) async throws {
        try await RunningServer.with { server in
            let connection = try server.connect()
            try connection.send(
                "POST /ch/a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: \(value)\r\n\r\n0\r\n\r\n"
            )
            #expect(try connection.readResponse().status == 400)
        }
    }

    @Test(
        "a length beyond all files is refused before anything is sent",
        arguments: [UInt64(Int64.max), UInt64(Int64.max) + 1, UInt64.max - 1])
    func length(value: UInt64) async throws {
        try await RunningServer.with { server in
            for path in ["/files", "/ch/a"] {
                let connection = try server.connect()
                try connection.send(
                    "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(value)\r\n\r\n")
                #expect(try connection.readResponse().status == 413)
            }
        }
    }
}

extension String {
    /// How often a text occurs.
    fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
