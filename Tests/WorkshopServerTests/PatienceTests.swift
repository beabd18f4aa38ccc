import Testing
import WorkshopModel
import WorkshopServer
import WorkshopStore

@Suite("Who does not send what is due", .timeLimit(.minutes(1)))
struct PatienceTests {
    private func with(
        configure: (inout ServerConfiguration.Timing) -> Void,
        _ body: (RunningServer) async throws -> Void
    ) async throws {
        try await RunningServer.with { configuration, _ in
            configuration.timing.beatMilliseconds = 20
            configure(&configuration.timing)
        } _: { server in
            try await body(server)
        }
    }

    @Test("a head that does not end is answered 408 and the connection closed")
    func head() async throws {
        try await with {
            $0.headMilliseconds = 200
        } _: { server in
            let connection = try server.connect()
            try connection.send("GET /status HTTP/1.1\r\nHost: localhost\r\nX: ")
            let response = try connection.readResponse()
            #expect(response.status == 408)
            #expect(response.text.contains("within 200 ms"), "\(response.text)")
            #expect(response.header("connection") == "close")
            #expect(try connection.takeAll().isEmpty)
        }
    }

    @Test("so is one that comes byte for byte")
    func trickledHead() async throws {
        try await with {
            $0.headMilliseconds = 200
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
            $0.headMilliseconds = 200
        } _: { server in
            let connection = try server.connect()
            #expect(try connection.takeAll().isEmpty)
        }
    }

    @Test("one that has served is kept for the next request, and then closed without a word")
    func idle() async throws {
        try await with {
            $0.headMilliseconds = 200
            $0.idleMilliseconds = 600
        } _: { server in
            let connection = try server.connect()
            try connection.send("GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(try connection.readResponse().status == 200)
            let began = ContinuousClock.now
            #expect(try connection.takeAll().isEmpty)
            // The time is at least what was set; how much more is the machine's affair.
            #expect(ContinuousClock.now - began > .milliseconds(500))
        }
    }

    @Test(
        "a body that does not come is answered 408, and nothing of it stays",
        arguments: ["/ch/a", "/files"])
    func body(path: String) async throws {
        try await with {
            $0.bodyMilliseconds = 200
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
            $0.bodyMilliseconds = 1_000
            $0.bodyBytesPerSecond = 10
        } _: { server in
            let connection = try server.connect()
            let text = String(repeating: "x", count: 60)
            let body = #"{"from":"a","type":"t","body":"\#(text)"}"#
            try connection.send(
                "POST /ch/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
            )
            // The first ten have a second; all of them take longer.
            for byte in body.utf8 {
                try connection.send([byte])
                _ = connection.hasInput(withinMilliseconds: 15)
            }
            #expect(try connection.readResponse().status == 201)
        }
    }

    @Test("streams and those who wait for a task owe nothing")
    func owesNothing() async throws {
        try await with {
            $0.headMilliseconds = 200
            $0.idleMilliseconds = 200
            $0.bodyMilliseconds = 200
        } _: { server in
            let stream = try server.stream("/")
            let waiter = try server.connect()
            let wish = #"{"from":"a","wait":1}"#
            try waiter.send(
                "POST /tasks/claim HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Length: \(wish.utf8.count)\r\n\r\n\(wish)")
            #expect(try waiter.readResponse().status == 204)
            let id = try server.publish("a")
            #expect(try stream.nextIDs(1) == [id])
        }
    }

    @Test("who takes nothing of an answer is let go, and what it held is free")
    func unreadAnswer() async throws {
        try await RunningServer.with { configuration, store in
            configuration.timing.beatMilliseconds = 20
            configuration.timing.stallMilliseconds = 300
            store.openFiles = 1
        } _: { server in
            let bytes = [UInt8](repeating: 7, count: 16_000_000)
            let hash = try #require(
                try server.request("POST", "/files", bytes: bytes).json()["hash"]?.string)
            let connection = try server.connect(receiveBuffer: 4_096)
            try connection.send("GET /files/\(hash) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            _ = try connection.take(through: "\r\n\r\n")
            let range = ["Range: bytes=0-0"]
            #expect(try server.request("GET", "/files/\(hash)", headers: range).status == 503)
            while try server.request("GET", "/files/\(hash)", headers: range).status == 503 {}
            #expect(try connection.takeAll().count < bytes.count)
        }
    }

    @Test("a stream that takes nothing for the whole time is closed and counted out")
    func stalledStream() async throws {
        try await RunningServer.with { configuration, _ in
            configuration.timing.beatMilliseconds = 20
            configuration.timing.stallMilliseconds = 300
        } _: { server in
            let stalled = try server.stream("/", receiveBuffer: 4_096)
            let healthy = try server.stream("/")
            #expect(healthy.response.status == 200)
            let text = "\"" + String(repeating: "x", count: 500_000) + "\""
            for _ in 0..<20 {
                let id = try server.publish("a", body: text)
                #expect(try healthy.nextIDs(1) == [id])
            }
            var left: Int64?
            while left != 1 {
                left = try server.request("GET", "/status").json()["subscribers"]?.integer
            }
            #expect(try stalled.connection.takeAll().count < 10_000_000)
        }
    }
}
