/// A message as its sender wants it: everything but `id` and `ts`, which the store gives at
/// commit.
public struct MessageDraft: Sendable {
    public var channel: ChannelName
    public var from: AgentName
    public var type: MessageType
    public var version: Int64
    public var body: JSONText
    public var files: [BlobHash]
    public var replyTo: String?

    public init(
        channel: ChannelName, from: AgentName, type: MessageType, version: Int64 = 1,
        body: JSONText = .emptyObject, files: [BlobHash] = [], replyTo: String? = nil
    ) {
        self.channel = channel
        self.from = from
        self.type = type
        self.version = version
        self.body = body
        self.files = files
        self.replyTo = replyTo
    }

    /// Reads the body of `POST /ch/{ch}`.
    ///
    /// Doubled keys: the last one wins. Unknown keys, `id`, `ts` and `ch` are ignored. `null` is
    /// absence everywhere but in `body`.
    /// - Throws: ``APIError`` with `.malformed`, naming the field.
    public init(
        parsing bytes: UnsafeBufferPointer<UInt8>, channel: ChannelName
    ) throws(APIError) {
        let fields = try RequestFields(parsing: bytes)
        self.init(
            channel: channel,
            from: try fields.requiredAgent(.from),
            type: try MessageType(validating: try fields.requiredString(.type)),
            version: try fields.integer(.v) ?? 1,
            body: fields.json(.body) ?? .emptyObject,
            files: try fields.files() ?? [],
            replyTo: try fields.replyTo())
    }

    /// The request body that ``init(parsing:channel:)`` reads back as this draft.
    public var json: JSONText {
        var writer = JSONWriter(capacity: body.bytes.count + 256)
        writer.object { object in
            object.member("from", from.text)
            object.member("type", type.text)
            object.member("v", version)
            object.member("body", body)
            if !files.isEmpty { object.member("files", files.map(\.text)) }
            if let replyTo { object.member("reply_to", replyTo) }
        }
        return writer.finish()
    }
}
