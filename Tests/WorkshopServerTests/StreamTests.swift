import Testing
import WorkshopModel
import WorkshopServer
import WorkshopStore

@Suite("Streams")
struct StreamTests {
    @Test("open at once, with the headers that keep proxies from buffering")
    func opening() async throws {
        try await RunningServer.with { server in
            let connection = try server.connect()
            try connection.send("GET /ch/a HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let head = try connection.take(through: "\r\n\r\n")
            let response = RawResponse(status: 200, head: head, body: [])
            #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(response.header("content-type") == "text/event-stream")
            #expect(response.header("cache-control") == "no-cache, no-transform")
            #expect(response.header("x-accel-buffering") == "no")
            #expect(response.header("x-content-type-options") == "nosniff")
            let opening = String(decoding: try #require(try connection.readChunk()), as: UTF8.self)
            #expect(opening.hasPrefix(": open\n\nretry: "))
        }
    }

    @Test("write a message as id and data, and nothing else")
    func frame() async throws {
        try await RunningServer.with { server in
            let stream = try server.stream("/ch/a")
            _ = try stream.connection.readChunk()
            let id = try server.publish("a")
            let frame = String(
                decoding: try #require(try stream.connection.readChunk()), as: UTF8.self)
            let line = try server.request("GET", "/ch/a/history").text.dropLast()
            #expect(frame == "id: \(id)\ndata: \(line)\n\n")
        }
    }

    @Test("give lines to those who accept or ask for them")
    func lines() async throws {
        try await RunningServer.with { server in
            let asked = try server.stream("/?format=ndjson")
            let accepted = try server.stream("/", headers: ["Accept: application/x-ndjson"])
            #expect(accepted.response.header("content-type") == "application/x-ndjson")
            try server.publish("a")
            let line = try asked.nextLine()
            #expect(try accepted.nextLine() == line)
            #expect(line == String(try server.request("GET", "/history").text.dropLast()))
        }
    }

    @Test("of HTTP/1.0 come unchunked")
    func version10() async throws {
        try await RunningServer.with { server in
            let connection = try server.connect()
            try connection.send("GET /ch/a HTTP/1.0\r\n\r\n")
            let head = try connection.take(through: "\r\n\r\n")
            #expect(head.hasPrefix("HTTP/1.0 200 OK\r\n"))
            #expect(!head.lowercased().contains("transfer-encoding"))
            _ = try connection.take(through: "retry:")
            let id = try server.publish("a")
            #expect(try connection.take(through: "\n\n").contains("\n\n") == true)
            #expect(try connection.take(through: "\n\n").hasPrefix("id: \(id)\ndata: {"))
        }
    }

    @Test("resume after the last id, whichever way it is said")
    func resume() async throws {
        try await RunningServer.with { server in
            let ids = try (0..<5).map { _ in try server.publish("a") }
            let byHeader = try server.stream("/ch/a", headers: ["Last-Event-ID: \(ids[1])"])
            #expect(try byHeader.nextIDs(3) == Array(ids[2...]))
            let byQuery = try server.stream("/?since=\(ids[3])")
            #expect(try byQuery.nextIDs(1) == [ids[4]])
            let both = try server.stream(
                "/ch/a?since=\(ids[3])", headers: ["Last-Event-ID: \(ids[0])"])
            #expect(try both.nextIDs(4) == Array(ids[1...]))
            let next = try server.publish("a")
            #expect(try byHeader.nextIDs(1) == [next])
            #expect(try byQuery.nextIDs(1) == [next])
            #expect(try both.nextIDs(1) == [next])
        }
    }

    @Test("show what their filter wants, replayed and live")
    func filters() async throws {
        try await RunningServer.with { server in
            func publishAll() throws -> [String] {
                [
                    try server.publish("a", type: "x.1", from: "me"),
                    try server.publish("b", type: "x.2", from: "you"),
                    try server.publish("c", type: "y", from: "me"),
                    try server.publish("a", type: "y", from: "you"),
                ]
            }
            let targets: [(String, [Int])] = [
                ("/?type=x.", [0, 1]), ("/?from=me", [0, 2]), ("/?not_from=me", [1, 3]),
                ("/?ch=b&ch=c", [1, 2]), ("/ch/a?type=y", [3]), ("/ch/a", [0, 3]),
                ("/?type=x&from=you", [1]),
            ]
            let old = try publishAll()
            var streams: [RawStream] = []
            for (target, wanted) in targets {
                let join = target.contains("?") ? "&" : "?"
                let stream = try server.stream("\(target)\(join)since=\(ULID.zero.text)")
                #expect(try stream.nextIDs(wanted.count) == wanted.map { old[$0] }, "\(target)")
                streams.append(stream)
            }
            let new = try publishAll()
            for (stream, (target, wanted)) in zip(streams, targets) {
                #expect(try stream.nextIDs(wanted.count) == wanted.map { new[$0] }, "\(target)")
            }
        }
    }

    @Test("keep alive, and tell a filtered reader how far it has got")
    func keepalive() async throws {
        try await RunningServer.with { configuration, _ in
            configuration.timing.keepaliveSeconds = 1
        } _: { server in
            let filtered = try server.stream("/?type=x.")
            let lines = try server.stream("/?format=ndjson")
            let id = try server.publish("a", type: "y")
            #expect(try filtered.nextEvent() == .cursor(id))
            _ = try lines.nextLine()
            #expect(try lines.connection.readChunk() == [UInt8(ascii: "\n")])
        }
    }

    @Test("tell of a gap that retention left, and begin with the oldest kept")
    func gap() async throws {
        let day: Int64 = 86_400_000
        let clock = TestClock(1_700_000_000_000)
        let folder = TemporaryFolder()
        var old: [String] = []
        try await RunningServer.with(in: folder, clock: clock) { server in
            old = try (0..<3).map { _ in try server.publish("a") }
        }
        clock.set(1_700_000_000_000 + 31 * day)
        try await RunningServer.with(in: folder, clock: clock) { server in
            let kept = try server.publish("a")
            while try server.request("GET", "/history?first=1").text.contains(old[0]) {}
            let stream = try server.stream("/ch/a", headers: ["Last-Event-ID: \(old[0])"])
            guard case .message("gap", let data, nil) = try stream.nextEvent() else {
                return #expect(Bool(false), "a gap comes first, without an id")
            }
            #expect(
                String(decoding: data, as: UTF8.self)
                    == #"{"requested":"\#(old[0])","first_available":"\#(kept)"}"#)
            #expect(try stream.nextIDs(1) == [kept])
            let beginning = try server.stream("/ch/a?since=\(ULID.zero.text)")
            #expect(
                try beginning.nextEvent()
                    == .message(
                        name: "",
                        data: Array(try server.request("GET", "/history").text.utf8.dropLast()),
                        id: kept))
            let lines = try server.stream("/ch/a?format=ndjson&since=\(old[0])")
            #expect(
                lines.response.header("workshop-gap")
                    == #"{"requested":"\#(old[0])","first_available":"\#(kept)"}"#)
            #expect(try lines.nextLine()?.contains(kept) == true)
            let above = try server.stream("/ch/a?since=\(ULID.greatest.text)")
            guard case .message("gap", _, nil) = try above.nextEvent() else {
                return #expect(Bool(false), "a cursor above all ids is a gap")
            }
            #expect(try above.nextIDs(1) == [kept])
            let next = try server.publish("a")
            #expect(try above.nextIDs(1) == [next])
            #expect(try stream.nextIDs(1) == [next])
            #expect(try lines.nextLine()?.contains(next) == true)
        }
    }

    @Test("go on to a slow reader at its own pace, whole and in order, while others are live")
    func slowReader() async throws {
        try await RunningServer.with { server in
            let slow = try server.stream("/ch/a", receiveBuffer: 4_096)
            let fast = try server.stream("/ch/a")
            let text = String(repeating: "x", count: 20_000)
            var ids: [String] = []
            for _ in 0..<400 {
                ids.append(try server.publish("a", body: "\"\(text)\""))
                #expect(try fast.nextIDs(1) == ids.suffix(1))
            }
            #expect(try slow.nextIDs(400) == ids)
            let last = try server.publish("a")
            #expect(try slow.nextIDs(1) == [last])
        }
    }

    @Test("lose and repeat nothing when cut and resumed while publishers run")
    func cutAndResumed() async throws {
        try await RunningServer.with { server in
            let publishers = 4
            let each = 500
            async let published = withThrowingTaskGroup(of: [String].self) { group in
                for publisher in 0..<publishers {
                    group.addTask {
                        try await onThread {
                            try publishMany(server, as: "p\(publisher)", count: each)
                        }
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.formUnion($1) }
            }
            let (seen, cuts) = try await onThread {
                try follow(server, messages: publishers * each)
            }
            #expect(cuts > 100)
            #expect(seen == seen.sorted())
            #expect(Set(seen).count == seen.count)
            #expect(try await published == Set(seen))
        }
    }

    @Test("answer HEAD with the headers alone")
    func head() async throws {
        try await RunningServer.with { server in
            let connection = try server.connect()
            try connection.send("HEAD /ch/a HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let response = try connection.readResponse(hasBody: false)
            #expect(response.status == 200)
            #expect(response.header("content-type") == "text/event-stream")
            try connection.send("GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(try connection.readResponse().status == 200)
        }
    }

    @Test("end cleanly when the server drains")
    func drain() async throws {
        let server = try await RunningServer.start(
            in: TemporaryFolder(), clock: TestClock(), configure: { _, _ in })
        let stream = try server.stream("/")
        let id = try server.publish("a")
        await server.stop()
        #expect(try stream.nextIDs(1) == [id])
        #expect(try stream.nextEvent() == nil, "the last chunk comes, not a reset")
    }
}

/// Publishes one message after the other over one connection and gives their ids.
private func publishMany(
    _ server: RunningServer, as agent: String, count: Int
) throws -> [String] {
    let connection = try server.connect()
    return try (0..<count).map { number in
        let body = #"{"from":"\#(agent)","type":"t","body":\#(number)}"#
        try connection.send(
            "POST /ch/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
                + body)
        return try #require(try connection.readResponse().json()["id"]?.string)
    }
}

/// Reads so many messages over many connections, each cut after a few.
private func follow(_ server: RunningServer, messages: Int) throws -> (ids: [String], cuts: Int) {
    var seen: [String] = []
    var cuts = 0
    while seen.count < messages {
        let cursor = seen.last ?? ULID.zero.text
        let stream = try server.stream("/", headers: ["Last-Event-ID: \(cursor)"])
        cuts += 1
        seen += try stream.nextIDs(min(Int.random(in: 1...20), messages - seen.count))
    }
    return (seen, cuts)
}
