import Testing
import WorkshopModel

@Suite("A wish for the next task")
struct NextTaskTests {
    private func request(_ json: String) throws -> NextTaskRequest {
        try Array(json.utf8).withUnsafeBufferPointer { try NextTaskRequest(parsing: $0) }
    }

    @Test("reads back what it writes")
    func roundTrip() throws {
        let wish = NextTaskRequest(
            from: AgentName(unchecked: "ann"), channel: ChannelName(unchecked: "builds"),
            wait: .milliseconds(2_500), lease: 60)
        let read = try request(wish.json.text)
        #expect(read.from == wish.from && read.channel == wish.channel)
        #expect(read.wait == wish.wait && read.lease == wish.lease)
        let bare = try request(NextTaskRequest(from: wish.from).json.text)
        #expect(bare.channel == nil && bare.wait == .zero && bare.lease == nil)
    }

    @Test(
        "waits for the milliseconds it is told, and for a part of one as if it were whole",
        arguments: [("0.001", 1), ("2.007", 2_007), ("299.999", 299_999), ("300", 300_000)]
            + [("0.0001", 1), ("2.0061", 2_007), ("2.0070000001", 2_008), ("5e-324", 1)])
    func milliseconds(text: String, count: Int) throws {
        #expect(try request(#"{"from":"a","wait":\#(text)}"#).wait == .milliseconds(count))
    }

    @Test(
        "waits for 0 to 300 seconds",
        arguments: [("0", true), ("0.001", true), ("300", true), ("300.0", true), ("null", true)]
            + [("300.1", false), ("301", false), ("-1", false), ("1e999", false), (#""5""#, false)])
    func waits(text: String, isAllowed: Bool) {
        let wish = try? request(#"{"from":"a","wait":\#(text)}"#)
        #expect((wish != nil) == isAllowed)
    }

    @Test(
        "leases for 1 to 86 400 whole seconds",
        arguments: [("1", true), ("86400", true), ("null", true)]
            + [("0", false), ("86401", false), ("-5", false), ("1.5", false), ("true", false)]
            + [("9223372036854775807", false), ("99999999999999999999", false)])
    func leases(text: String, isAllowed: Bool) {
        #expect(((try? request(#"{"from":"a","lease":\#(text)}"#)) != nil) == isAllowed)
        let claim = try? Array(#"{"from":"a","lease":\#(text)}"#.utf8).withUnsafeBufferPointer {
            try TaskRequest(parsing: $0, id: "T", verb: .claim)
        }
        #expect((claim != nil) == isAllowed)
    }

    @Test("fits its channel, and what is made for nobody else")
    func fitting() {
        let tasks = ChannelName.tasks
        let ann = AgentName(unchecked: "ann")
        let bob = AgentName(unchecked: "bob")
        let any = NextTaskRequest(from: ann)
        #expect(any.fits(channel: tasks, assignee: nil))
        #expect(any.fits(channel: tasks, assignee: ann))
        #expect(!any.fits(channel: tasks, assignee: bob))
        let some = NextTaskRequest(from: ann, channel: ChannelName(unchecked: "builds"))
        #expect(!some.fits(channel: tasks, assignee: nil))
        #expect(some.fits(channel: ChannelName(unchecked: "builds"), assignee: ann))
    }
}

@Suite("An idempotency key")
struct IdempotencyKeyTests {
    @Test("has 1 to 128 bytes and no control characters")
    func bounds() {
        #expect(throws: APIError.self) { try IdempotencyKey(validating: "") }
        #expect((try? IdempotencyKey(validating: "k")) != nil)
        #expect((try? IdempotencyKey(validating: String(repeating: "k", count: 127))) != nil)
        #expect((try? IdempotencyKey(validating: String(repeating: "é", count: 64))) != nil)
        #expect(throws: APIError.self) {
            try IdempotencyKey(validating: String(repeating: "k", count: 129))
        }
        #expect(throws: APIError.self) { try IdempotencyKey(validating: "a\tb") }
        #expect(throws: APIError.self) { try IdempotencyKey(validating: "n\u{FFFD}") }
    }

    @Test("is another each time")
    func random() {
        var random = SystemRandomNumberGenerator()
        let keys = Set((0..<100).map { _ in IdempotencyKey(using: &random) })
        #expect(keys.count == 100)
        #expect(keys.allSatisfy { $0.text.utf8.count == 32 })
    }
}

@Suite("A heartbeat")
struct HeartbeatTests {
    private func beat(_ json: String) throws -> PresenceBeat {
        try Array(json.utf8).withUnsafeBufferPointer { try PresenceBeat(parsing: $0) }
    }

    @Test("renews at most 256 claims")
    func claims() throws {
        func json(_ count: Int) -> String {
            let claims = (0..<count).map { "\"c\($0)\"" }.joined(separator: ",")
            return #"{"from":"a","claims":[\#(claims)]}"#
        }
        #expect(try beat(json(0)).claims.isEmpty)
        #expect(try beat(json(255)).claims.count == 255)
        #expect(try beat(json(256)).claims.count == 256)
        #expect(throws: APIError.self) { try beat(json(257)) }
        #expect(throws: APIError.self) { try beat(#"{"from":"a","claims":"c"}"#) }
        #expect(throws: APIError.self) { try beat(#"{"from":"a","claims":[1]}"#) }
        #expect(try beat(try beat(json(2)).json.text).claims == ["c0", "c1"])
    }
}
