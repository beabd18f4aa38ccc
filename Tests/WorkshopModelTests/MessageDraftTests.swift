import Testing
import WorkshopModel

/// Parses a request body given as text.
func draft(_ json: String, channel: String = "general") throws -> MessageDraft {
    let name = try ChannelName(validating: channel)
    return try Array(json.utf8).withUnsafeBufferPointer {
        try MessageDraft(parsing: $0, channel: name)
    }
}

@Suite("The envelope")
struct MessageDraftTests {
    @Test("has defaults for all but 'from' and 'type'")
    func defaults() throws {
        let draft = try draft(#"{"from":"a","type":"t"}"#)
        #expect(draft.version == 1)
        #expect(draft.body.text == "{}")
        #expect(draft.files.isEmpty)
        #expect(draft.replyTo == nil)
    }

    @Test("is written with all nine keys in their order")
    func encoding() throws {
        let id = try #require(ULID("01J4XYZ0000000000000000000"))
        let hash = "sha256:" + String(repeating: "a", count: 64)
        let draft = try draft(
            #"{"files":["\#(hash)"],"type":"t","reply-to":"x","from":"a\"b","v":-2,"body":[1.0 ]}"#)
        let message = Message(draft, id: id, timestamp: Timestamp(milliseconds: 1_500))
        #expect(
            String(decoding: message.line, as: UTF8.self)
                == #"{"id":"01J4XYZ0000000000000000000","ts":1.500,"from":"a\"b","ch":"general","#
                + #""type":"t","v":-2,"body":[1.0],"files":["\#(hash)"],"reply_to":"x"}"#)
    }

    @Test(
        "keeps any body exactly",
        arguments: [
            "12345678901234567890", "1.0", "1e400", #"{"z":1,"a":2}"#, #""\u0000""#, #""😀""#,
            "null", "false", #""\ud800""#, "[]", #"{"a":1,"a":2}"#,
        ])
    func bodies(body: String) throws {
        let draft = try draft(#"{"from":"a","type":"t","body":\#(body)}"#)
        #expect(draft.body.text == body)
    }

    @Test("takes the last of doubled keys, escaped ones too")
    func doubledKeys() throws {
        let draft = try draft(
            #"{"from":"a","type":"t","fr\u006fm":"b","body":1,"body":2,"reply_to":"x","reply-to":"y"}"#
        )
        #expect(draft.from.text == "b")
        #expect(draft.body.text == "2")
        #expect(draft.replyTo == "y")
    }

    @Test("takes null for absence in every field but the body")
    func nulls() throws {
        let draft = try draft(
            #"{"from":"a","type":"t","v":null,"files":null,"reply_to":null,"body":null}"#)
        #expect(draft.version == 1)
        #expect(draft.body.text == "null")
        #expect(throws: APIError(.malformed, "'from' is missing")) {
            try WorkshopModelTests.draft(#"{"from":"a","from":null,"type":"t"}"#)
        }
    }

    @Test("ignores id, ts, ch and keys it does not know")
    func ignores() throws {
        let draft = try draft(#"{"id":5,"ts":"x","ch":7,"extra":{},"from":"a","type":"t"}"#)
        #expect(draft.channel.text == "general")
    }

    @Test(
        "refuses what is wrong, naming it",
        arguments: [
            (#"{"type":"t"}"#, "'from' is missing"), (#"{"from":"a"}"#, "'type' is missing"),
            ("", "'from' is missing"), ("[]", "must be a JSON object, but is an array"),
            ("5", "must be a JSON object, but is a number"), ("{", "invalid JSON at byte 1"),
            (#"{"from":"a","type":"t"} x"#, "something follows the value"),
            (#"{"from":5,"type":"t"}"#, "'from' must be a string, but is a number"),
            (#"{"from":" ","type":"t"}"#, "'from' is blank"),
            (#"{"from":"","type":"t"}"#, "'from' is empty"),
            (#"{"from":"a\u0007","type":"t"}"#, "'from' has a control character"),
            (#"{"from":"a\u0085","type":"t"}"#, "'from' has a control character"),
            (#"{"from":"\ud800","type":"t"}"#, "'from' has a lone surrogate"),
            (#"{"from":"a","type":["t"]}"#, "'type' must be a string, but is an array"),
            (#"{"from":"a","type":"t","v":"1"}"#, "'v' must be a 64-bit integer, but is a string"),
            (#"{"from":"a","type":"t","v":1.0}"#, "'v' must be a 64-bit integer"),
            (#"{"from":"a","type":"t","v":9223372036854775808}"#, "'v' must be a 64-bit integer"),
            (#"{"from":"a","type":"t","files":"x"}"#, "'files' must be an array of strings"),
            (#"{"from":"a","type":"t","files":[1]}"#, "one element is a number"),
            (#"{"from":"a","type":"t","files":["sha256:x"]}"#, "a file hash is"),
            (#"{"from":"a","type":"t","reply_to":5}"#, "'reply_to' must be a string"),
        ])
    func refuses(json: String, sentence: String) {
        let error = #expect(throws: APIError.self) { try draft(json) }
        #expect(error?.code == .malformed)
        #expect(error?.message.contains(sentence) == true, "\(error?.message ?? "")")
    }

    @Test(
        "holds the limits of its fields", arguments: ["from", "type", "reply_to"])
    func nameLimits(field: String) throws {
        func json(_ count: Int) -> String {
            let value = String(repeating: "x", count: count)
            let others = ["from", "type"].filter { $0 != field }.map { "\"\($0)\":\"a\"," }
            return "{\(others.joined())\"\(field)\":\"\(value)\"}"
        }
        _ = try draft(json(127))
        _ = try draft(json(128))
        #expect(throws: APIError.self) { try draft(json(129)) }
    }

    @Test("counts names in bytes")
    func bytes() throws {
        _ = try AgentName(validating: String(repeating: "é", count: 64))
        #expect(throws: APIError.self) {
            try AgentName(validating: String(repeating: "é", count: 64) + "x")
        }
    }

    @Test("holds the limit of its files")
    func fileLimit() throws {
        func json(_ count: Int) -> String {
            let hash = "\"sha256:" + String(repeating: "0", count: 64) + "\""
            let list = Array(repeating: hash, count: count).joined(separator: ",")
            return #"{"from":"a","type":"t","files":[\#(list)]}"#
        }
        #expect(try draft(json(255)).files.count == 255)
        #expect(try draft(json(256)).files.count == 256)
        #expect(throws: APIError.self) { try draft(json(257)) }
    }

    @Test("holds the depth limit, itself counting as one")
    func depth() throws {
        func json(_ depth: Int) -> String {
            let body = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            return #"{"from":"a","type":"t","body":\#(body)}"#
        }
        _ = try draft(json(254))
        _ = try draft(json(255))
        #expect(throws: APIError.self) { try draft(json(256)) }
    }

    @Test("reads back from what the client sends")
    func roundTrip() throws {
        let sent = try draft(
            #"{"from":"a","type":"t","v":7,"body":{"x":1.0},"reply_to":"r","files":[]}"#)
        let read = try draft(sent.json.text)
        #expect(read.json == sent.json)
    }

    @Test("reads back from its line")
    func envelope() throws {
        let sent = try draft(#"{"from":"é","type":"t","body":"x","reply_to":"r"}"#)
        let message = Message(sent, id: .greatest, timestamp: Timestamp(milliseconds: 1_234))
        let envelope = try Envelope(parsing: message.line)
        #expect(envelope.id == ULID.greatest.text)
        #expect(envelope.timestamp.milliseconds == 1_234)
        #expect(envelope.from == "é")
        #expect(envelope.body.text == "\"x\"")
        #expect(envelope.replyTo == "r")
        #expect(envelope.json.bytes == message.line)
    }
}
