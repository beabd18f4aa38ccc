import Testing
import WorkshopModel
import WorkshopServer

@Suite("Who does not send what is due", .timeLimit(.minutes(1)))
struct PatienceTests {
    private func with(
        configure: (inout ServerConfiguration.Timing) -> Void,
        _ body: (RunningServer) async throws -> Void
    ) async throws {
        try await RunningServer.with { configuration, _ in
            configure(&configuration.timing)
        } _: { server in
            try await body(server)
        }
    }

    @Test("a head that does not end is answered 408 and the connection closed")
    func head() async throws {
        try await with {
            $0.headSeconds = 1
        } _: { server in
            let connection = try server.connect()
            try connection.send("GET /status HTTP/1.1\r\nHost: localhost\r\nX: ")
            let response = try connection.readResponse()
            #expect(response.status == 408)
            #expect(response.text.contains("within 1 s"), "\(response.text)")
            #expect(response.header("connection") == "close")
            #expect(try connection.takeAll().isEmpty)
        }
    }

    @Test("so is one that comes byte for byte")
    func trickledHead() async throws {
        try await with {
            $0.headSeconds = 1
        } _: { server in
            let connection = try server.connect()
            try connection.send("GET /status HTTP/1.1\r\nX: ")
            while !connection.hasInput(withinMilliseconds: 20) { try connection.send("x") }
            #expect(try connection.readResponse().status == 408)
        }
    }

    @Test("a connection that asks nothing is closed without a word")
    func silence() async throws {
        try await with {
            $0.headSeconds = 1
        } _: { server in
            let connection = try server.connect()
            #expect(try connection.takeAll().isEmpty)
        }
    }

    @Test("one that has served is kept for the next request, and then closed without a word")
    func idle() async throws {
        try await with {
            $0.headSeconds = 1
            $0.idleSeconds = 3
        } _: { server in
            let connection = try server.connect()
            try connection.send("GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(try connection.readResponse().status == 200)
            let began = ContinuousClock.now
            #expect(try connection.takeAll().isEmpty)
            // The time is at least what was set; how much more is the machine's affair.
            #expect(ContinuousClock.now - began > .seconds(2))
        }
    }

    @Test(
        "a body that does not come is answered 408, and nothing of it stays",
        arguments: ["/ch/a", "/files"])
    func body(path: String) async throws {
        try await with {
            $0.bodySeconds = 1
        } _: { server in
            let connection = try server.connect()
            try connection.send(
                "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\nabc")
            let response = try connection.readResponse()
            #expect(response.status == 408)
            #expect(response.text.contains("1024 bytes a second"), "\(response.text)")
            #expect(try connection.takeAll().isEmpty)
            while try !folderIsEmpty(server.folder.path + "/blobs") {}
            #expect(try server.request("GET", "/history").text.isEmpty)
        }
    }

    @Test("a body of which enough comes may take longer")
    func slowBody() async throws {
        try await with {
            $0.bodySeconds = 1
            $0.bodyBytesPerSecond = 10
        } _: { server in
            let connection = try server.connect()
            let text = String(repeating: "x", count: 60)
            let body = #"{"from":"a","type":"t","body":"\#(text)"}"#
            try connection.send(
                "POST /ch/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
            )
            // 95 bytes have ten seconds; these take three, where a head has one.
            for byte in body.utf8 {
                try connection.send([byte])
                _ = connection.hasInput(withinMilliseconds: 30)
            }
            #expect(try connection.readResponse().status == 201)
        }
    }

    @Test("streams and those who wait for a task owe nothing")
    func owesNothing() async throws {
        try await with {
            $0.headSeconds = 1
            $0.idleSeconds = 1
            $0.bodySeconds = 1
        } _: { server in
            let stream = try server.stream("/")
            let waiter = try server.connect()
            let wish = #"{"from":"a","wait":3}"#
            try waiter.send(
                "POST /tasks/claim HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Length: \(wish.utf8.count)\r\n\r\n\(wish)")
            #expect(try waiter.readResponse().status == 204)
            let id = try server.publish("a")
            #expect(try stream.nextIDs(1) == [id])
        }
    }
}
