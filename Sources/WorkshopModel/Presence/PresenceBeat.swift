/// An agent says that it is here.
public struct PresenceBeat: Sendable {
    public var from: AgentName
    public var channels: [ChannelName]
    /// An object.
    public var meta: JSONText
    /// Claims whose leases are renewed.
    public var claims: [String]

    public init(
        from: AgentName, channels: [ChannelName] = [], meta: JSONText = .emptyObject,
        claims: [String] = []
    ) {
        self.from = from
        self.channels = channels
        self.meta = meta
        self.claims = claims
    }

    /// Reads the body of `POST /presence`.
    ///
    /// - Throws: ``APIError`` with `.malformed`, naming the field.
    public init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(APIError) {
        let fields = try RequestFields(parsing: bytes)
        self.init(
            from: try fields.requiredAgent(.from), channels: try fields.channels() ?? [],
            meta: try fields.meta() ?? .emptyObject, claims: try fields.claims() ?? [])
    }

    /// The request body that ``init(parsing:)`` reads back as this beat.
    public var json: JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("from", from.text)
            object.member("channels", channels.map(\.text))
            object.member("meta", meta)
            if !claims.isEmpty { object.member("claims", claims) }
        }
        return writer.finish()
    }
}
