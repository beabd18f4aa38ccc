/// A message that was stored: what a stream or a history line needs of it.
///
/// The line is encoded once, here, and every live stream, replay and history shares its bytes.
public struct Message: Sendable, Equatable {
    public let id: ULID
    public let timestamp: Timestamp
    public let channel: ChannelName
    public let from: AgentName
    public let type: MessageType
    /// The whole envelope as one line of JSON without line break.
    public let line: [UInt8]

    public init(_ draft: MessageDraft, id: ULID, timestamp: Timestamp) {
        self.id = id
        self.timestamp = timestamp
        channel = draft.channel
        from = draft.from
        type = draft.type
        line = Message.encode(
            id: id.text, timestamp: timestamp, from: draft.from, channel: draft.channel,
            type: draft.type, version: draft.version, body: draft.body,
            files: draft.files.isEmpty
                ? .emptyArray : JSONText(strings: draft.files.map(\.text)),
            replyTo: draft.replyTo)
    }

    /// A row of the database whose id is a ULID.
    public init(
        id: ULID, timestamp: Timestamp, channel: ChannelName, from: AgentName, type: MessageType,
        line: [UInt8]
    ) {
        self.id = id
        self.timestamp = timestamp
        self.channel = channel
        self.from = from
        self.type = type
        self.line = line
    }

    /// The one encoding of a message: all nine keys in their order.
    ///
    /// - Parameter id: as text, because a row put in by hand may have any.
    public static func encode(
        id: String, timestamp: Timestamp, from: AgentName, channel: ChannelName,
        type: MessageType, version: Int64, body: JSONText, files: JSONText, replyTo: String?
    ) -> [UInt8] {
        var writer = JSONWriter(
            capacity: 192 + from.text.utf8.count + channel.text.utf8.count
                + type.text.utf8.count + body.bytes.count + files.bytes.count)
        writer.object { object in
            object.member("id", id)
            object.member("ts", timestamp)
            object.member("from", from.text)
            object.member("ch", channel.text)
            object.member("type", type.text)
            object.member("v", version)
            object.member("body", body)
            object.member("files", files)
            object.member("reply_to", replyTo)
        }
        return writer.finish().bytes
    }
}

extension JSONText {
    /// An array of strings.
    public init(strings: [String]) {
        var writer = JSONWriter()
        writer.array(strings) { $0.write($1) }
        self = writer.finish()
    }
}
