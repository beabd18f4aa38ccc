/// An agent that was seen.
public struct PresenceRecord: Sendable, Equatable {
    public let agent: AgentName
    public let lastSeen: Timestamp
    public let channels: [String]
    public let meta: JSONText

    public init(agent: AgentName, lastSeen: Timestamp, channels: [String], meta: JSONText) {
        self.agent = agent
        self.lastSeen = lastSeen
        self.channels = channels
        self.meta = meta
    }

    public var json: JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("agent_id", agent.text)
            object.member("last_seen", lastSeen)
            object.member("channels", channels)
            object.member("meta", meta)
        }
        return writer.finish()
    }

    /// Reads what ``json`` writes; `nil` when it is not that.
    public init?(parsing json: JSONText) {
        guard let agent = json["agent_id"]?.agent, let lastSeen = json["last_seen"]?.timestamp
        else { return nil }
        self.init(
            agent: agent, lastSeen: lastSeen,
            channels: json["channels"]?.elements?.compactMap(\.string) ?? [],
            meta: json["meta"] ?? .emptyObject)
    }
}
