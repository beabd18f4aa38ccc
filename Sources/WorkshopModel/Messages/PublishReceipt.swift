/// What the publisher of a message is told.
public struct PublishReceipt: Sendable, Hashable {
    public let id: ULID
    public let timestamp: Timestamp
    /// Open streams that match the message, replaying ones too.
    public let subscribers: Int

    public init(id: ULID, timestamp: Timestamp, subscribers: Int) {
        self.id = id
        self.timestamp = timestamp
        self.subscribers = subscribers
    }

    public var json: JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("id", id.text)
            object.member("ts", timestamp)
            object.member("subscribers", subscribers)
        }
        return writer.finish()
    }

    /// Reads what ``json`` writes; `nil` when it is not that.
    public init?(parsing json: JSONText) {
        guard let id = json["id"]?.string.flatMap({ ULID($0) }),
            let timestamp = json["ts"]?.timestamp
        else { return nil }
        self.init(
            id: id, timestamp: timestamp,
            subscribers: json["subscribers"]?.integer.flatMap(Int.init(exactly:)) ?? 0)
    }
}
