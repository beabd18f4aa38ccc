/// A message as a client reads it from a stream or from history.
public struct Envelope: Sendable, Equatable {
    /// A ULID but for rows that others put into the database by hand.
    public let id: String
    public let timestamp: Timestamp
    public let from: String
    public let channel: String
    public let type: String
    public let version: Int64
    public let body: JSONText
    public let files: [String]
    public let replyTo: String?
    /// The line it was read from, whole.
    public let json: JSONText

    /// - Throws: ``JSONError`` when the line is not JSON; ``APIError`` with `.internalError` when
    ///   it is, but no envelope.
    public init(parsing line: some Sequence<UInt8>) throws {
        let json = try JSONText(parsing: line, maximumDepth: Limits.jsonDepth)
        guard let members = json.members else { throw Envelope.notAnEnvelope("an object") }
        var fields: [String: JSONText] = [:]
        for (key, value) in members { fields[key] = value }
        guard let id = fields["id"]?.string, let seconds = fields["ts"]?.number,
            let from = fields["from"]?.string, let channel = fields["ch"]?.string,
            let type = fields["type"]?.string, let body = fields["body"]
        else { throw Envelope.notAnEnvelope("'id', 'ts', 'from', 'ch', 'type' and 'body'") }
        self.id = id
        timestamp = Timestamp(seconds: seconds)
        self.from = from
        self.channel = channel
        self.type = type
        version = fields["v"]?.integer ?? 1
        self.body = body
        files = fields["files"]?.elements?.compactMap(\.string) ?? []
        replyTo = fields["reply_to"]?.string
        self.json = json
    }

    private static func notAnEnvelope(_ expected: String) -> APIError {
        APIError(.internalError, "the server sent a message without \(expected)")
    }
}
