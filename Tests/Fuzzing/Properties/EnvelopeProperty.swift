import WorkshopModel

/// A request body that is accepted becomes one line that holds what was sent, reads back as what
/// was sent, and is the same line again when it is sent again.
enum EnvelopeProperty {
    private static let id = ULID.greatest
    private static let timestamp = Timestamp(milliseconds: 1_708_123_456_789)
    private static let keys = [
        "id", "ts", "from", "ch", "type", "v", "body", "files", "reply_to",
    ]

    static func check(_ input: [UInt8]) throws(Violation) -> Verdict {
        let (head, body) = input.cutAfterFirstLine
        try RequestsProperty.check(body)
        let draft: MessageDraft
        do throws(APIError) {
            let channel = try ChannelName(validating: String(decoding: head, as: UTF8.self))
            draft = try read(body, channel)
        } catch {
            try RequestsProperty.checkRefusal(error)
            return .refused
        }
        try checkNames(draft)
        let message = Message(draft, id: id, timestamp: timestamp)
        // Names and `reply_to` are never longer on the line than they were in the body.
        try require(
            message.line.count <= body.count + 512, "a line is little longer than what was sent")
        try checkLine(message)
        try checkEnvelope(message, of: draft)
        try checkStream(message)
        try checkAgain(message.line, as: message)
        try checkAgain(draft.json.bytes, as: message)
        return .accepted
    }

    private static func checkNames(_ draft: MessageDraft) throws(Violation) {
        for name in [draft.from.text, draft.type.text, draft.channel.text] {
            try require(
                (1...Limits.name).contains(name.utf8.count), "a name has 1 to 128 bytes")
            try require(
                name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control },
                "a name has no control character")
        }
        for name in [draft.from.text, draft.type.text] {
            try require(
                name.unicodeScalars.contains { !$0.properties.isWhitespace },
                "a name is not blank")
        }
        try require(!draft.channel.text.utf8.contains(UInt8(ascii: "/")), "a channel has no '/'")
        try require(draft.files.count <= Limits.files, "files are at most 256")
        try require(
            draft.replyTo?.utf8.count ?? 0 <= Limits.replyTo, "'reply_to' has at most 128 bytes")
    }

    private static func checkLine(_ message: Message) throws(Violation) {
        try require(message.line.isOneLine, "an envelope is one line")
        let json: JSONText
        do throws(JSONError) {
            json = try JSONText(parsing: message.line)
        } catch {
            throw Violation(sentence: "an envelope is JSON within the depth: \(error.message)")
        }
        try require(json.bytes == message.line, "an envelope is compact")
        try require(json.members?.map(\.key) == keys, "an envelope has all nine keys in order")
    }

    private static func checkEnvelope(
        _ message: Message, of draft: MessageDraft
    ) throws(Violation) {
        // An error is the answer `nil`.
        guard let envelope = try? Envelope(parsing: message.line) else {
            throw Violation(sentence: "an envelope reads back")
        }
        try require(envelope.id == id.text, "the id is kept")
        try require(envelope.timestamp == timestamp, "the time is kept")
        try require(envelope.from.isSame(as: draft.from.text), "'from' is kept")
        try require(envelope.channel.isSame(as: draft.channel.text), "'ch' is kept")
        try require(envelope.type.isSame(as: draft.type.text), "'type' is kept")
        try require(envelope.version == draft.version, "'v' is kept")
        try require(envelope.body == draft.body, "the body is kept")
        try require(envelope.files == draft.files.map(\.text), "the files are kept")
        try require(
            (envelope.replyTo ?? "").isSame(as: draft.replyTo ?? "")
                && (envelope.replyTo == nil) == (draft.replyTo == nil), "'reply_to' is kept")
    }

    private static func checkStream(_ message: Message) throws(Violation) {
        var bytes: [UInt8] = []
        EventStreamWriter.append(message, to: &bytes)
        let outcome = EventsOutcome(of: [bytes], limit: 8 * Limits.jsonBody)
        try require(
            outcome.events == [.message(name: "", data: message.line, id: id.text)],
            "a stream carries an envelope as it is")
    }

    /// - Parameter body: a request that stands for the message.
    private static func checkAgain(
        _ body: [UInt8], as message: Message
    ) throws(Violation) {
        let draft: MessageDraft
        do throws(APIError) {
            draft = try read(body, message.channel)
        } catch {
            throw Violation(sentence: "what was accepted is accepted again: \(error.message)")
        }
        try require(
            Message(draft, id: id, timestamp: timestamp).line == message.line,
            "what is sent again is the same line")
    }

    private static func read(
        _ body: [UInt8], _ channel: ChannelName
    ) throws(APIError) -> MessageDraft {
        try body.withUnsafeBufferPointer { bytes throws(APIError) in
            try MessageDraft(parsing: bytes, channel: channel)
        }
    }
}
