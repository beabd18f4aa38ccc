import Testing
import WorkshopModel

@Suite("Waiting for a task over the wire")
struct NextTaskEndpointTests {
    private func create(_ server: RunningServer, _ extra: String = "") throws -> String {
        let response = try server.request(
            "POST", "/tasks", #"{"from":"boss","title":"work"\#(extra)}"#)
        #expect(response.status == 201)
        return try #require(response.json()["id"]?.string)
    }

    private func task(_ response: RawResponse) throws -> TaskRecord {
        #expect(response.status == 200)
        return try TaskRecord(parsing: try response.json())
    }

    private func show(_ server: RunningServer, _ id: String) throws -> TaskRecord {
        try task(try server.request("GET", "/tasks/\(id)"))
    }

    /// Sends a wish and leaves it. The server reads it before it reads what a connection that is
    /// made later sends.
    private func ask(
        _ server: RunningServer, _ body: String, headers: String = ""
    ) throws -> RawConnection {
        let connection = try server.connect()
        try connection.send(
            """
            POST /tasks/claim HTTP/1.1\r\nHost: localhost\r\n\(headers)\
            Content-Length: \(body.utf8.count)\r\n\r\n\(body)
            """)
        return connection
    }

    @Test("is over at once when there is one, and when there is none and nobody waits")
    func atOnce() async throws {
        try await RunningServer.with { server in
            let none = try server.request("POST", "/tasks/claim", #"{"from":"w"}"#)
            #expect(none.status == 204 && none.body.isEmpty)
            #expect(none.header("content-type") == nil)
            let id = try create(server)
            let some = try server.request("POST", "/tasks/claim", #"{"from":"w","lease":60}"#)
            #expect(try task(some) == (try show(server, id)))
            #expect(try task(some).claimedBy?.text == "w")
            #expect(try task(some).leaseUntil != nil)
        }
    }

    @Test("ends with the task for one of a hundred, and not for the others")
    func oneOfMany() async throws {
        try await RunningServer.with { server in
            let waiters = try (0..<100).map { number in
                try ask(server, #"{"from":"w\#(number)","wait":300}"#)
            }
            let id = try create(server)
            #expect(try task(try waiters[0].readResponse()).id == id)
            let second = try create(server)
            let given = try task(try waiters[1].readResponse())
            #expect(given.id == second && given.claimedBy?.text == "w1")
            #expect(waiters[2...].allSatisfy { $0.buffer.isEmpty })
            // The connection that was served serves on.
            try waiters[0].send("GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(try waiters[0].readResponse().status == 200)
        }
    }

    @Test("ends with 204 when the time is over, and the connection serves on")
    func timeIsOver() async throws {
        try await RunningServer.with { server in
            let waiter = try ask(server, #"{"from":"w","wait":0.05}"#)
            #expect(try waiter.readResponse().status == 204)
            let id = try create(server)
            #expect(try show(server, id).status == .open)
            try waiter.send("GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(try waiter.readResponse().status == 200)
        }
    }

    @Test("of one that has gone away claims nothing")
    func goneAway() async throws {
        try await RunningServer.with { server in
            var gone: RawConnection? = try ask(server, #"{"from":"gone","wait":300}"#)
            _ = try server.request("GET", "/status")
            #expect(gone != nil)
            gone = nil
            _ = try server.request("GET", "/status")
            let id = try create(server)
            #expect(try show(server, id).status == .open)
        }
    }

    @Test("of one that sends no more ends, as a process that died would look the same")
    func halfClosed() async throws {
        try await RunningServer.with { server in
            let waiter = try ask(server, #"{"from":"w","wait":300}"#)
            waiter.shutWriting()
            #expect(try waiter.readResponse().status == 204)
            #expect(try waiter.takeAll().isEmpty)
            let id = try create(server)
            #expect(try show(server, id).status == .open)
        }
    }

    @Test("ends with the server, which claims nothing for it")
    func drain() async throws {
        let folder = TemporaryFolder()
        let waiter = try await RunningServer.with(in: folder) { server in
            let waiter = try ask(server, #"{"from":"w","wait":300}"#)
            _ = try server.request("GET", "/status")
            return waiter
        }
        let answer = try waiter.readResponse()
        #expect(answer.status == 503 && answer.header("connection") == "close")
        #expect(try waiter.takeAll().isEmpty)
    }

    @Test("ends with the server also when it is asked for after the end has begun")
    func lateDrain() async throws {
        let folder = TemporaryFolder()
        let body = #"{"from":"w","wait":300}"#
        let server = try await RunningServer.start(
            in: folder, clock: TestClock(), configure: { _, _ in })
        let waiter = try server.connect()
        try waiter.send(
            "POST /tasks/claim HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n")
        let idle = try server.connect()
        try idle.send("GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n")
        _ = try idle.readResponse()
        async let stopped: Void = server.stop()
        // An idle connection ends when the drain begins.
        #expect(try idle.takeAll().isEmpty)
        try waiter.send(body)
        let answer = try waiter.readResponse()
        #expect(answer.status == 503 && answer.text.contains("nothing was claimed"))
        await stopped
    }

    @Test("is a matter of POST")
    func methods() async throws {
        try await RunningServer.with { server in
            let get = try server.request("GET", "/tasks/claim")
            #expect(get.status == 405 && get.header("allow") == "POST, OPTIONS")
        }
    }

    @Test(
        "with a wrong wish is refused and claims nothing",
        arguments: [
            "{}", #"{"from":""}"#, #"{"from":"w","wait":301}"#, #"{"from":"w","wait":-1}"#,
            #"{"from":"w","wait":"5"}"#, #"{"from":"w","lease":0}"#,
            #"{"from":"w","lease":86401}"#, #"{"from":"w","lease":1.5}"#,
            #"{"from":"w","ch":"a/b"}"#, #"{"from":"w","ch":5}"#, "[]",
        ])
    func wrong(body: String) async throws {
        try await RunningServer.with { server in
            let id = try create(server)
            #expect(try server.request("POST", "/tasks/claim", body).status == 400)
            #expect(try show(server, id).status == .open)
        }
    }
}

@Suite("Idempotency-Key")
struct IdempotencyKeyEndpointTests {
    private func post(
        _ server: RunningServer, _ target: String, _ body: String, key: String
    ) throws -> RawResponse {
        try server.request("POST", target, body, headers: ["Idempotency-Key: \(key)"])
    }

    @Test("gets the same answer again from every endpoint that stores")
    func everywhere() async throws {
        try await RunningServer.with { server in
            func twice(_ target: String, _ body: String, _ status: Int) throws -> RawResponse {
                let first = try post(server, target, body, key: target)
                let second = try post(server, target, body, key: target)
                #expect(first.status == status && second.status == status, "\(target)")
                #expect(first.body == second.body, "\(target)")
                return first
            }
            let stream = try server.stream("/")
            let message = try twice("/ch/general", #"{"from":"a","type":"t"}"#, 201)
            // What was counted then is told again, whoever has come or gone.
            #expect(try message.json()["subscribers"]?.integer == 1)
            let id = try #require(
                try twice("/tasks", #"{"from":"a","title":"work"}"#, 201).json()["id"]?.string)
            _ = try twice("/tasks/\(id)/claim", #"{"from":"a"}"#, 200)
            _ = try twice("/tasks/\(id)/update", #"{"from":"a"}"#, 200)
            _ = try twice("/tasks/\(id)/interrupt", #"{"from":"a"}"#, 200)
            _ = try twice("/tasks/\(id)/abandon", #"{"from":"a"}"#, 200)
            _ = try twice("/tasks/claim", #"{"from":"a","wait":1}"#, 200)
            _ = try twice("/tasks/\(id)/done", #"{"from":"a"}"#, 200)
            var types: [String] = []
            while types.last != "task.done" { types.append(try stream.nextMessage().type) }
            #expect(
                types == [
                    "t", "task.created", "task.claimed", "task.updated", "task.interrupt",
                    "task.abandoned", "task.claimed", "task.done",
                ])
        }
    }

    @Test("of another route or body is a conflict")
    func conflict() async throws {
        try await RunningServer.with { server in
            let body = #"{"from":"a","type":"t","title":"x"}"#
            #expect(try post(server, "/ch/general", body, key: "k").status == 201)
            #expect(try post(server, "/ch/other", body, key: "k").status == 409)
            #expect(try post(server, "/tasks", body, key: "k").status == 409)
            #expect(
                try post(server, "/ch/general", #"{"from":"a","type":"t2"}"#, key: "k").status
                    == 409)
            #expect(try post(server, "/ch/general", body, key: "k").status == 201)
            let history = try server.request("GET", "/history")
            #expect(history.text.split(separator: "\n").count == 1)
        }
    }

    @Test(
        "has 1 to 128 bytes; an empty one is none",
        arguments: [(0, 201), (1, 201), (127, 201), (128, 201), (129, 400), (5_000, 400)])
    func length(count: Int, status: Int) async throws {
        try await RunningServer.with { server in
            let key = String(repeating: "k", count: count)
            let body = #"{"from":"a","type":"t"}"#
            #expect(try post(server, "/ch/general", body, key: key).status == status)
            let history = try server.request("GET", "/history")
            #expect(history.text.split(separator: "\n").count == (status == 201 ? 1 : 0))
        }
    }

    @Test("that is no UTF-8 is refused, as two of them could not be told apart")
    func otherBytes() async throws {
        try await RunningServer.with { server in
            let body = #"{"from":"a","type":"t"}"#
            let connection = try server.connect()
            let head = "POST /ch/general HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: n"
            let rest = "\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            try connection.send(Array(head.utf8) + [0xE9] + Array(rest.utf8))
            #expect(try connection.readResponse().status == 400)
            #expect(try server.request("GET", "/history").body.isEmpty)
        }
    }

    @Test("given twice is refused")
    func doubled() async throws {
        try await RunningServer.with { server in
            let answer = try server.request(
                "POST", "/ch/general", #"{"from":"a","type":"t"}"#,
                headers: ["Idempotency-Key: a", "Idempotency-Key: b"])
            #expect(answer.status == 400)
        }
    }

    @Test("does not matter where nothing is stored")
    func elsewhere() async throws {
        try await RunningServer.with { server async throws in
            let key = String(repeating: "k", count: 300)
            #expect(try post(server, "/presence", #"{"from":"a"}"#, key: key).status == 200)
            #expect(try post(server, "/files", "bytes", key: key).status == 201)
        }
    }
}
