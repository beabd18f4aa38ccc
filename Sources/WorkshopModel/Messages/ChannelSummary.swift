/// A channel with its counts, as `GET /channels?detail=1` lists it.
public struct ChannelSummary: Sendable, Equatable {
    public let channel: ChannelName
    public let messages: Int64
    public let lastID: String?
    public let lastTimestamp: Timestamp?
    /// Open streams that show this channel.
    public let subscribers: Int

    public init(
        channel: ChannelName, messages: Int64, lastID: String?, lastTimestamp: Timestamp?,
        subscribers: Int
    ) {
        self.channel = channel
        self.messages = messages
        self.lastID = lastID
        self.lastTimestamp = lastTimestamp
        self.subscribers = subscribers
    }

    public var json: JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("ch", channel.text)
            object.member("messages", messages)
            object.member("last_id", lastID)
            object.member("last_ts", lastTimestamp)
            object.member("subscribers", subscribers)
        }
        return writer.finish()
    }

    /// Reads what ``json`` writes; `nil` when it is not that.
    public init?(parsing json: JSONText) {
        guard let channel = json["ch"]?.string, let messages = json["messages"]?.integer else {
            return nil
        }
        self.init(
            channel: ChannelName(unchecked: channel), messages: messages,
            lastID: json["last_id"]?.string, lastTimestamp: json["last_ts"]?.timestamp,
            subscribers: json["subscribers"]?.integer.map(Int.init) ?? 0)
    }
}
