import Glibc
import Testing
import WorkshopModel
import WorkshopServer

@Suite("HTTP")
struct ProtocolTests {
    private func get(_ connection: RawConnection, _ target: String, version: String = "1.1") throws
        -> RawResponse
    {
        try connection.send("GET \(target) HTTP/\(version)\r\nHost: localhost\r\n\r\n")
        return try connection.readResponse()
    }

    @Test("serves one request after the other on a connection")
    func keepAlive() async throws {
        try await RunningServer.with { server in
            let connection = try server.connect()
            for _ in 0..<3 {
                let response = try get(connection, "/status")
                #expect(response.status == 200)
                #expect(response.header("connection") == nil)
                #expect(response.header("date")?.hasSuffix(" GMT") == true)
            }
        }
    }

    @Test("answers pipelined requests in their order")
    func pipelining() async throws {
        try await RunningServer.with { server in
            let connection = try server.connect()
            var requests = ""
            for number in 0..<50 {
                let body = #"{"from":"a","type":"t\#(number)"}"#
                requests += "POST /ch/a HTTP/1.1\r\nHost: localhost\r\n"
                requests += "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
            }
            requests += "GET /ch/a/history?n=50 HTTP/1.1\r\nHost: localhost\r\n\r\n"
            try connection.send(requests)
            var ids: [String] = []
            for _ in 0..<50 {
                let response = try connection.readResponse()
                #expect(response.status == 201)
                ids.append(try #require(response.json()["id"]?.string))
            }
            let lines = try connection.readResponse().text.split(separator: "\n")
            #expect(try lines.map { try Envelope(parsing: Array($0.utf8)).id } == ids)
        }
    }

    @Test("keeps HTTP/1.0 connections only when asked")
    func version10() async throws {
        try await RunningServer.with { server in
            let connection = try server.connect()
            try connection.send("GET /status HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            let first = try connection.readResponse()
            #expect(first.header("connection") == "keep-alive")
            try connection.send("GET /status HTTP/1.0\r\n\r\n")
            #expect(try connection.readResponse().header("connection") == "close")
            #expect(try connection.takeAll().isEmpty)
        }
    }

    @Test("answers a peer that has shut its side")
    func halfClosed() async throws {
        try await RunningServer.with { server in
            let connection = try server.connect()
            try connection.send("GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n")
            connection.shutWriting()
            #expect(try connection.readResponse().status == 200)
            #expect(try connection.takeAll().isEmpty)
        }
    }

    @Test("takes chunked bodies, cut anywhere")
    func chunkedBody() async throws {
        try await RunningServer.with { server in
            let connection = try server.connect()
            try connection.send(
                "POST /ch/a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
            for byte in #"{"from":"a","type":"t","body":[1,2]}"# {
                try connection.send("1\r\n\(byte)\r\n")
            }
            try connection.send("0\r\n\r\n")
            #expect(try connection.readResponse().status == 201)
        }
    }

    @Test("says continue to those who wait for it, and no at once where it is no")
    func expectContinue() async throws {
        try await RunningServer.with { server in
            let connection = try server.connect()
            let body = #"{"from":"a","type":"t"}"#
            try connection.send(
                "POST /ch/a HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                    + "Content-Length: \(body.utf8.count)\r\n\r\n")
            #expect(try connection.take(through: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            try connection.send(body)
            #expect(try connection.readResponse().status == 201)
            let refused = try server.connect()
            try refused.send(
                "POST /ch/a HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                    + "Content-Length: 1048577\r\n\r\n")
            #expect(try refused.readResponse().status == 413)
        }
    }

    @Test("answers too large a body although the peer goes on sending")
    func drainsAfterRefusal() async throws {
        try await RunningServer.with { server in
            let connection = try server.connect()
            try connection.send(
                "POST /ch/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1900000\r\n\r\n")
            try connection.send([UInt8](repeating: 0x20, count: 1_000_000))
            let response = try connection.readResponse()
            #expect(response.status == 413)
            #expect(response.header("connection") == "close")
            #expect(try connection.takeAll().isEmpty)
        }
    }

    @Test("holds the limit of the request line")
    func requestLine() async throws {
        try await RunningServer.with { server async throws in
            func status(_ length: Int) throws -> Int {
                let frame = "GET /status?x= HTTP/1.1"
                let padding = String(repeating: "x", count: length - frame.utf8.count)
                return try server.request("GET", "/status?x=" + padding).status
            }
            #expect(try status(Limits.requestLine - 1) == 200)
            #expect(try status(Limits.requestLine) == 200)
            #expect(try status(Limits.requestLine + 1) == 414)
            #expect(try status(200_000) == 414)
        }
    }

    @Test("holds the limit of the headers")
    func headers() async throws {
        try await RunningServer.with { server async throws in
            let fixed = "Host: localhost\r\nConnection: close\r\n".utf8.count
            func status(_ total: Int) throws -> Int {
                let padding = String(repeating: "x", count: total - fixed - "X: \r\n".utf8.count)
                return try server.request("GET", "/status", headers: ["X: " + padding]).status
            }
            #expect(try status(Limits.headers - 1) == 200)
            #expect(try status(Limits.headers) == 200)
            #expect(try status(Limits.headers + 1) == 431)
            #expect(try status(200_000) == 431)
            let many = (0..<1_000).map { "X-\($0): y" }
            #expect(try server.request("GET", "/status", headers: many).status == 431)
        }
    }

    @Test(
        "refuses what is no HTTP, with an answer",
        arguments: [
            "hello\r\n\r\n", "GET / HTTP/2.0\r\n\r\n", "GET\r\n\r\n", "G<T / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nbroken header\r\n\r\n",
            "POST /ch/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
            "POST /ch/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        ])
    func notHTTP(bytes: String) async throws {
        try await RunningServer.with { server in
            let connection = try server.connect()
            try connection.send(bytes)
            let response = try connection.readResponse()
            #expect(response.status == 400)
            #expect(try response.json()["error"]?.string != nil)
        }
    }

    @Test("takes a target in absolute form, as proxies send it")
    func absoluteForm() async throws {
        try await RunningServer.with { server in
            let connection = try server.connect()
            #expect(try get(connection, "http://localhost/status").status == 200)
            #expect(try get(connection, "http://evil.com/status").status == 421)
        }
    }

    @Test("ignores a wish to upgrade")
    func upgrade() async throws {
        try await RunningServer.with { server in
            let half = try server.connect()
            try half.send(
                "GET /status HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\n\r\n")
            #expect(try half.readResponse().status == 200)
            let whole = try server.connect()
            try whole.send(
                "GET /status HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                    + "Upgrade: websocket\r\n\r\n")
            #expect(try whole.readResponse().status == 200)
        }
    }

    @Test(
        "answers HEAD of every GET with the same head and no body",
        arguments: [
            "/status", "/channels", "/tasks", "/presence", "/history", "/ch/a/history", "/",
        ])
    func head(target: String) async throws {
        try await RunningServer.with { server in
            let connection = try server.connect()
            try connection.send("HEAD \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(try connection.readResponse(hasBody: false).status == 200)
            #expect(try get(connection, "/status").status == 200)
        }
    }

    @Test(
        "names the methods of each path",
        arguments: [
            ("/", "GET, HEAD, OPTIONS"), ("/ch/a", "GET, HEAD, POST, OPTIONS"),
            ("/ch/a/history", "GET, HEAD, OPTIONS"), ("/tasks", "GET, HEAD, POST, OPTIONS"),
            ("/tasks/x", "GET, HEAD, OPTIONS"), ("/tasks/x/claim", "POST, OPTIONS"),
            ("/files", "POST, OPTIONS"), ("/files/x", "GET, HEAD, OPTIONS"),
            ("/presence", "GET, HEAD, POST, OPTIONS"), ("/status", "GET, HEAD, OPTIONS"),
        ])
    func methods(target: String, allowed: String) async throws {
        try await RunningServer.with { server in
            let options = try server.request("OPTIONS", target)
            #expect(options.status == 204)
            #expect(options.header("allow") == allowed)
            for method in ["PUT", "DELETE", "PATCH", "TRACE"] {
                let response = try server.request(method, target)
                #expect(response.status == 405)
                #expect(response.header("allow") == allowed)
                #expect(try response.json()["error"]?.string != nil)
            }
        }
    }

    @Test("OPTIONS of the server itself")
    func optionsOfAll() async throws {
        try await RunningServer.with { server async throws in
            #expect(try server.request("OPTIONS", "*").status == 204)
        }
    }

    @Test("decodes channel names in the path")
    func percentDecoding() async throws {
        try await RunningServer.with { server in
            try server.publish("%67%20%C3%A9%3F")
            let line = try server.request("GET", "/ch/g%20%C3%A9%3f/history").text
            #expect(try Envelope(parsing: Array(line.utf8)).channel == "g é?")
        }
    }

    @Test("guards every request by host and origin")
    func guards() async throws {
        try await RunningServer.with { server async throws in
            func status(_ headers: [String]) throws -> Int {
                let connection = try server.connect()
                let head = headers.map { $0 + "\r\n" }.joined()
                try connection.send(
                    "POST /ch/a HTTP/1.1\r\n\(head)Content-Length: 23\r\nConnection: close\r\n\r\n"
                        + #"{"from":"a","type":"t"}"#)
                return try connection.readResponse().status
            }
            #expect(try status(["Host: localhost"]) == 201)
            #expect(try status([]) == 400)
            #expect(try status(["Host: localhost", "Host: localhost"]) == 400)
            #expect(try status(["Host: evil.com"]) == 421)
            #expect(try status(["Host: localhost", "Origin: http://evil.com"]) == 403)
            #expect(try status(["Host: localhost", "Sec-Fetch-Site: cross-site"]) == 403)
            #expect(try status(["Host: localhost", "Origin: http://localhost"]) == 201)
            #expect(try server.request("GET", "/history").text.split(separator: "\n").count == 2)
        }
    }
}

@Suite("Unix sockets")
struct UnixSocketTests {
    @Test("are taken over from a dead server, never from a live one, and go with their server")
    func takeOver() async throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/w.sock"
        try await RunningServer.with { configuration, _ in
            configuration.listen.append(.unix(path: path))
        } _: { server async throws in
            #expect(access(path, F_OK) == 0)
            await #expect(throws: ListenError.self) {
                try await RunningServer.with { configuration, _ in
                    configuration.listen.append(.unix(path: path))
                } _: { _ in
                }
            }
            #expect(access(path, F_OK) == 0, "the live server keeps its socket")
            #expect(try server.request("GET", "/status").status == 200)
        }
        #expect(access(path, F_OK) != 0)
        let stale = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        defer { close(stale) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(stale, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
        try await RunningServer.with { configuration, _ in
            configuration.listen.append(.unix(path: path))
        } _: { server async throws in
            #expect(try server.request("GET", "/status").status == 200)
        }
    }
}
