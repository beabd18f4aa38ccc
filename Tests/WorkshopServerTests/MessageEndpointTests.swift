import Testing
import WorkshopModel

@Suite("Messages over the wire")
struct MessageEndpointTests {
    @Test("what is published is in history, in the order of its ids")
    func publishAndRead() async throws {
        try await RunningServer.with { server in
            let ids = try (0..<20).map { try server.publish("general", body: "\($0)") }
            #expect(ids == ids.sorted())
            let history = try server.request("GET", "/ch/general/history")
            #expect(history.header("content-type") == "application/x-ndjson")
            let lines = history.text.split(separator: "\n")
            #expect(try lines.map { try Envelope(parsing: Array($0.utf8)).id } == ids)
            #expect(history.text.hasSuffix("\n"))
        }
    }

    @Test(
        "a body comes back byte for byte: live, replayed and from history",
        arguments: [
            "12345678901234567890", "1.0", "1e400", #"{"z":1,"a":{"z":[],"a":0.10}}"#,
            #""\u0000""#, #""😀 \ud83d\ude00 é""#, #""\ud800""#, "null", #"{"a":1,"a":2}"#,
        ])
    func fidelity(body: String) async throws {
        try await RunningServer.with { server in
            let live = try server.stream("/ch/c")
            let spaced = #"{ "from" : "a", "type":"t",\#n"body" : \#(body) }"#
            #expect(try server.request("POST", "/ch/c", spaced).status == 201)
            let message = try live.nextMessage()
            #expect(message.body.text == body)
            let replay = try server.stream("/ch/c?since=\(ULID.zero.text)")
            #expect(try replay.nextMessage().json == message.json)
            let history = try server.request("GET", "/history")
            #expect(history.text == message.json.text + "\n")
            let lines = try server.stream("/?format=ndjson&since=\(ULID.zero.text)")
            #expect(try lines.nextLine() == message.json.text)
        }
    }

    @Test("a million bytes of text come back, a body over the limit does not go in")
    func largeBody() async throws {
        try await RunningServer.with { server in
            let live = try server.stream("/ch/c")
            let text = String(repeating: "0123456789", count: 100_000)
            try server.publish("c", body: "\"\(text)\"")
            #expect(try live.nextMessage().body.string == text)
            func status(_ total: Int) throws -> Int {
                let frame = #"{"from":"a","type":"t","body":""}"#
                let padding = String(repeating: "x", count: total - frame.utf8.count)
                return try server.request(
                    "POST", "/ch/d", #"{"from":"a","type":"t","body":"\#(padding)"}"#
                ).status
            }
            #expect(try status(Limits.jsonBody - 1) == 201)
            #expect(try status(Limits.jsonBody) == 201)
            #expect(try status(Limits.jsonBody + 1) == 413)
            #expect(
                try server.request("GET", "/ch/d/history").text.split(separator: "\n").count == 2)
        }
    }

    @Test("the receipt counts the streams that the message goes to")
    func subscribers() async throws {
        try await RunningServer.with { server in
            let all = try server.stream("/")
            let channel = try server.stream("/ch/a?type=x.")
            func count(_ channel: String, _ type: String) throws -> Int64? {
                try server.request("POST", "/ch/\(channel)", #"{"from":"a","type":"\#(type)"}"#)
                    .json()["subscribers"]?.integer
            }
            #expect(try count("a", "x.1") == 2)
            #expect(try count("a", "y") == 1)
            #expect(try count("b", "x.1") == 1)
            withExtendedLifetime((all, channel)) {}
        }
    }

    @Test("history combines its parameters")
    func history() async throws {
        try await RunningServer.with { server in
            var ids: [String] = []
            for number in 0..<12 {
                ids.append(
                    try server.publish(
                        number % 2 == 0 ? "even" : "odd", type: number % 3 == 0 ? "t.x" : "u",
                        from: number < 6 ? "a" : "b"))
            }
            func numbers(_ target: String) throws -> [Int] {
                let response = try server.request("GET", target)
                #expect(response.status == 200, "\(response.text)")
                return try response.text.split(separator: "\n").map { line in
                    let id = try Envelope(parsing: Array(line.utf8)).id
                    return try #require(ids.firstIndex(of: id))
                }
            }
            #expect(try numbers("/history") == Array(0..<12))
            #expect(try numbers("/history?n=3") == [9, 10, 11])
            #expect(try numbers("/history?first=3") == [0, 1, 2])
            #expect(try numbers("/history?first=3&since=\(ids[4])") == [5, 6, 7])
            #expect(try numbers("/history?n=2&before=\(ids[4])") == [2, 3])
            #expect(try numbers("/history?since=\(ids[2])&before=\(ids[6])") == [3, 4, 5])
            #expect(try numbers("/ch/even/history?type=t.") == [0, 6])
            #expect(try numbers("/history?type=t.&from=b") == [6, 9])
            #expect(try numbers("/history?not_from=a&ch=odd") == [7, 9, 11])
            #expect(try numbers("/history?ch=odd&ch=even&n=2") == [10, 11])
            #expect(try numbers("/history?since=\(ULID.zero.text)&first=2") == [0, 1])
            #expect(try numbers("/ch/none/history") == [])
            #expect(try numbers("/history?type=T.") == [])
        }
    }

    @Test("a history of many megabytes comes whole, page by page")
    func longHistory() async throws {
        try await RunningServer.with { server in
            let text = String(repeating: "x", count: 50_000)
            let ids = try (0..<40).map { _ in try server.publish("c", body: "\"\(text)\"") }
            let response = try server.request("GET", "/ch/c/history")
            let lines = response.text.split(separator: "\n")
            #expect(try lines.map { try Envelope(parsing: Array($0.utf8)).id } == ids)
            let old = try server.connect()
            try old.send("GET /ch/c/history HTTP/1.0\r\n\r\n")
            let unchunked = try old.readResponse()
            #expect(unchunked.header("transfer-encoding") == nil)
            #expect(unchunked.body == response.body)
        }
    }

    @Test("channels are listed with their counts")
    func channels() async throws {
        try await RunningServer.with { server in
            try server.publish("b")
            let last = try server.publish("b")
            try server.publish("a%20%C3%A9")
            #expect(try server.request("GET", "/channels").text == #"["a é","b"]"#)
            let stream = try server.stream("/ch/b")
            let detail = try server.request("GET", "/channels?detail=1").json()
            let second = try #require(detail.elements?.last)
            #expect(second["ch"]?.string == "b")
            #expect(second["messages"]?.integer == 2)
            #expect(second["last_id"]?.string == last)
            #expect(second["last_ts"]?.number != nil)
            #expect(second["subscribers"]?.integer == 1)
            withExtendedLifetime(stream) {}
        }
    }

    @Test("ids and times go up when the clock goes back an hour")
    func backwardClock() async throws {
        let clock = TestClock(1_800_000_000_000)
        try await RunningServer.with(clock: clock) { server in
            var messages: [(String, Double)] = []
            func publish() throws {
                let receipt = try server.request("POST", "/ch/c", #"{"from":"a","type":"t"}"#)
                    .json()
                messages.append(
                    (
                        try #require(receipt["id"]?.string), try #require(receipt["ts"]?.number)
                    ))
            }
            try publish()
            clock.set(1_800_000_000_000 - 3_600_000)
            try publish()
            try publish()
            clock.set(1_800_000_000_001)
            try publish()
            #expect(messages.map(\.0) == messages.map(\.0).sorted())
            #expect(Set(messages.map(\.0)).count == 4)
            #expect(messages.map(\.1) == messages.map(\.1).sorted())
        }
    }
}
