import Testing
import WorkshopModel

@testable import WorkshopServer

@Suite("The browser guard over the wire")
struct BrowserGuardWireTests {
    private static let board = "https://board.example.com"

    /// Sends bytes on a connection of their own and reads what comes back.
    private func answer(_ server: RunningServer, to bytes: String) throws -> RawResponse {
        let connection = try server.connect()
        try connection.send(bytes)
        return try connection.readResponse(hasBody: !bytes.hasPrefix("HEAD"))
    }

    private func withBoard(_ body: (RunningServer) async throws -> Void) async throws {
        try await RunningServer.with { configuration, _ in
            configuration.browser = BrowserGuard(
                origins: [WebOrigin(BrowserGuardWireTests.board)].compactMap(\.self))
        } _: {
            try await body($0)
        }
    }

    @Test("every answer, refused early or late, tells browsers to keep it from other pages")
    func everyAnswer() async throws {
        try await RunningServer.with { server async throws in
            let host = " HTTP/1.1\r\nHost: localhost\r\n"
            let hash = try #require(
                try server.request("POST", "/files", "x").json()["hash"]?.string)
            let long = String(repeating: "x", count: 40_000)
            let cases = [
                (200, "GET /status\(host)\r\n"), (200, "HEAD /status\(host)\r\n"),
                (200, "GET /history\(host)\r\n"), (200, "GET /ui\(host)\r\n"),
                (308, "GET /ui/\(host)\r\n"), (204, "OPTIONS /status\(host)\r\n"),
                (200, "GET /files/\(hash)\(host)\r\n"),
                (206, "GET /files/\(hash)\(host)Range: bytes=0-0\r\n\r\n"),
                (416, "GET /files/\(hash)\(host)Range: bytes=5-\r\n\r\n"),
                (304, "GET /files/\(hash)\(host)If-None-Match: *\r\n\r\n"),
                (200, "POST /files\(host)Content-Length: 1\r\n\r\nx"),
                (201, "POST /ch/a\(host)Content-Length: 23\r\n\r\n{\"from\":\"a\",\"type\":\"t\"}"),
                (400, "POST /ch/a\(host)Content-Length: 1\r\n\r\n{"),
                (400, "GET /history?n=x\(host)\r\n"), (404, "GET /nothing\(host)\r\n"),
                (405, "DELETE /status\(host)\r\n"), (400, "GET /status HTTP/1.1\r\n\r\n"),
                (413, "POST /ch/a\(host)Content-Length: 9999999\r\n\r\n"),
                (414, "GET /\(long)\(host)\r\n"), (431, "GET /status\(host)X: \(long)\r\n\r\n"),
                (400, "no request\r\n\r\n"), (421, "GET / HTTP/1.1\r\nHost: evil.com\r\n\r\n"),
                (403, "GET /status\(host)Origin: null\r\n\r\n"),
                (403, "GET /status\(host)Sec-Fetch-Site: cross-site\r\n\r\n"),
                (200, "GET /status HTTP/1.0\r\n\r\n"),
            ]
            for (status, request) in cases {
                let answer = try answer(server, to: request)
                let name = request.prefix(60)
                #expect(answer.status == status, "\(name)")
                #expect(answer.header("x-content-type-options") == "nosniff", "\(name)")
                #expect(answer.header("cross-origin-resource-policy") == "same-origin", "\(name)")
                #expect(!answer.head.lowercased().contains("access-control"), "\(name)")
            }
            for target in ["/", "/ch/a?format=ndjson", "/?since=\(ULID.zero.text)"] {
                let stream = try server.stream(target).response
                #expect(stream.header("x-content-type-options") == "nosniff", "\(target)")
                #expect(stream.header("cross-origin-resource-policy") == "same-origin")
            }
        }
    }

    @Test("a page that was admitted gets its preflight answered")
    func preflight() async throws {
        try await withBoard { server async throws in
            let answer = try server.request(
                "OPTIONS", "/ch/general",
                headers: [
                    "Origin: \(BrowserGuardWireTests.board)", "Sec-Fetch-Site: cross-site",
                    "Sec-Fetch-Mode: cors", "Access-Control-Request-Method: POST",
                    "Access-Control-Request-Headers: content-type,idempotency-key",
                    "Access-Control-Request-Private-Network: true",
                ])
            #expect(answer.status == 204 && answer.header("content-length") == nil)
            #expect(
                answer.header("access-control-allow-origin") == BrowserGuardWireTests.board)
            #expect(answer.header("vary") == "Origin")
            #expect(answer.header("allow") == "GET, HEAD, POST, OPTIONS")
            #expect(
                answer.header("access-control-allow-methods") == "GET, HEAD, POST, OPTIONS")
            let names = try #require(answer.header("access-control-allow-headers"))
                .lowercased().split(separator: ", ")
            for name in [
                "content-type", "idempotency-key", "last-event-id", "range", "if-none-match",
            ] {
                #expect(names.contains(Substring(name)), "\(name)")
            }
            #expect(answer.header("access-control-max-age") == "7200")
            #expect(answer.header("access-control-allow-private-network") == "true")
            #expect(answer.header("access-control-allow-credentials") == nil)
        }
    }

    @Test("OPTIONS without the preflight's question gets its plain answer")
    func plainOptions() async throws {
        try await withBoard { server async throws in
            let origin = "Origin: \(BrowserGuardWireTests.board)"
            let plain = try server.request("OPTIONS", "/tasks", headers: [origin])
            #expect(plain.status == 204)
            #expect(
                plain.header("access-control-allow-origin") == BrowserGuardWireTests.board)
            #expect(plain.header("access-control-allow-methods") == nil)
            let asked = "Access-Control-Request-Method: GET"
            let alone = try server.request("OPTIONS", "/tasks", headers: [asked])
            #expect(alone.status == 204 && alone.header("access-control-allow-origin") == nil)
            #expect(alone.header("access-control-allow-methods") == nil)
            let whole = try server.request("OPTIONS", "*", headers: [origin, asked])
            #expect(whole.status == 204)
            #expect(whole.header("access-control-allow-private-network") == nil)
            #expect(
                try server.request("OPTIONS", "/nothing", headers: [origin, asked]).status == 404)
        }
    }

    @Test(
        "a preflight of anybody else is refused and told nothing",
        arguments: ["https://evil.com", "null", "https://board.example.com:8443"])
    func foreignPreflight(origin: String) async throws {
        try await withBoard { server async throws in
            let answer = try server.request(
                "OPTIONS", "/ch/general",
                headers: [
                    "Origin: \(origin)", "Access-Control-Request-Method: POST",
                    "Access-Control-Request-Headers: content-type",
                    "Access-Control-Request-Private-Network: true",
                ])
            #expect(answer.status == 403)
            #expect(!answer.head.lowercased().contains("access-control"))
        }
    }

    @Test("a page that was admitted reads every answer, errors too, with the headers it needs")
    func readable() async throws {
        try await withBoard { server async throws in
            let origin = "Origin: \(BrowserGuardWireTests.board)"
            let cases = [
                ("GET", "/status", 200), ("GET", "/nothing", 404), ("DELETE", "/status", 405),
                ("GET", "/history?n=x", 400), ("GET", "/tasks/none", 404), ("HEAD", "/status", 200),
                ("GET", "/ui", 200),
            ]
            for (method, target, status) in cases {
                let answer = try server.request(
                    method, target, headers: [origin, "Sec-Fetch-Site: cross-site"])
                #expect(answer.status == status, "\(target)")
                #expect(
                    answer.header("access-control-allow-origin") == BrowserGuardWireTests.board)
                let exposed = try #require(answer.header("access-control-expose-headers"))
                for name in ["Workshop-Gap", "ETag", "Content-Range", "Retry-After"] {
                    #expect(exposed.contains(name))
                }
            }
            let early = try server.request(
                "POST", "/ch/a", headers: [origin, "Content-Length: 9999999"])
            #expect(early.status == 413)
            #expect(early.header("access-control-allow-origin") == BrowserGuardWireTests.board)
            let stream = try server.stream("/", headers: [origin]).response
            #expect(stream.header("access-control-allow-origin") == BrowserGuardWireTests.board)
            let posted = try server.request(
                "POST", "/ch/a", #"{"from":"a","type":"t"}"#,
                headers: [origin, "Sec-Fetch-Site: cross-site"])
            #expect(posted.status == 201)
        }
    }

    @Test("caches are told that answers differ by page, where they do")
    func varies() async throws {
        try await withBoard { server async throws in
            for headers in [[], ["Origin: http://localhost"], ["Origin: https://evil.com"]] {
                let answer = try server.request("GET", "/status", headers: headers)
                #expect(answer.header("vary") == "Origin")
                #expect(answer.header("access-control-allow-origin") == nil)
            }
            #expect(try server.stream("/").response.header("vary") == "Origin")
        }
        try await RunningServer.with { server async throws in
            #expect(try server.request("GET", "/status").header("vary") == nil)
        }
    }

    @Test(
        "says of what is given twice that it is, and does nothing",
        arguments: [
            "Host: localhost\r\nHost: evil.com", "Host: localhost, evil.com",
            "Host: localhost\r\nOrigin: http://localhost\r\nOrigin: http://evil.com",
            "Host: localhost\r\nOrigin: http://localhost, http://evil.com",
            "Host: localhost\r\nOrigin: https://board.example.com\r\nOrigin: http://evil.com",
        ])
    func givenTwice(headers: String) async throws {
        try await withBoard { server async throws in
            let answer = try answer(
                server,
                to: "POST /ch/a HTTP/1.1\r\n\(headers)\r\nContent-Length: 23\r\n\r\n"
                    + #"{"from":"a","type":"t"}"#)
            #expect(answer.status == 400)
            #expect(answer.header("access-control-allow-origin") == nil)
            #expect(try server.request("GET", "/history").body.isEmpty)
        }
    }

    @Test(
        "the page may be followed to from another site, by GET, and nothing else may",
        arguments: [
            ("GET", "/ui", 200), ("GET", "/ui?x", 200), ("HEAD", "/ui", 403), ("POST", "/ui", 403),
            ("GET", "/ui/", 403), ("GET", "/ui/main.js", 403), ("GET", "/%75i", 403),
            ("GET", "/ui/../status", 403), ("GET", "//ui", 403), ("GET", "/ui;x", 403),
            ("GET", "/", 403), ("GET", "/status", 403), ("OPTIONS", "/ui", 403),
            ("GET", "http://localhost/ui", 200), ("GET", "http://evil.com/ui", 421),
        ])
    func followed(method: String, target: String, status: Int) async throws {
        try await RunningServer.with { server async throws in
            let answer = try server.request(
                method, target,
                headers: ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"])
            #expect(answer.status == status)
            if status == 200 {
                // Followed to, not framed.
                let policy = answer.header("content-security-policy") ?? ""
                #expect(policy.contains("frame-ancestors 'none'"))
            }
        }
    }

    @Test(
        "a page of another origin may show nothing of it in a frame",
        arguments: ["iframe", "frame", "fencedframe", "embed", "object"])
    func framed(destination: String) async throws {
        try await RunningServer.with { server async throws in
            func status(_ target: String, from site: String) throws -> Int {
                let headers = [
                    "Sec-Fetch-Site: \(site)", "Sec-Fetch-Mode: navigate",
                    "Sec-Fetch-Dest: \(destination)",
                ]
                return try server.request("GET", target, headers: headers).status
            }
            for target in ["/ui", "/status"] {
                #expect(try status(target, from: "same-origin") == 200)
                #expect(try status(target, from: "same-site") == 403)
                #expect(try status(target, from: "cross-site") == 403)
            }
        }
    }

    @Test("a WebSocket's handshake is a request like another")
    func webSocket() async throws {
        try await RunningServer.with { server async throws in
            let upgrade = [
                "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
            ]
            let foreign = try server.request(
                "GET", "/", headers: upgrade + ["Origin: http://evil.com"])
            #expect(foreign.status == 403)
        }
    }
}
