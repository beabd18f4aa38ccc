import WorkshopModel

/// Values that many tests need.
enum Samples {
    static let receipt = #"{"id":"01HZZZZZZZZZZZZZZZZZZZZZZZ","ts":1.000,"subscribers":2}"#

    static func draft(_ channel: String = "general") -> MessageDraft {
        MessageDraft(
            channel: ChannelName(unchecked: channel), from: AgentName(unchecked: "a.b"),
            type: MessageType(unchecked: "msg.text"))
    }

    static let next = NextTaskRequest(from: AgentName(unchecked: "a.b"))

    /// A task of that id, claimed.
    static func task(_ id: String = "01HZZZZZZZZZZZZZZZZZZZZZZY") -> String {
        let moment = Timestamp(milliseconds: 1_000)
        return TaskRecord(
            id: id, createdAt: moment, updatedAt: moment, createdBy: AgentName(unchecked: "c.d"),
            claimedBy: AgentName(unchecked: "a.b"), claimedAt: moment, status: .claimed,
            title: "look", claim: "01HZZZZZZZZZZZZZZZZZZZZZZZ"
        ).json.text
    }

    /// The id with that number, written so that it sorts by it.
    static func id(_ number: Int) -> ULID { ULID(high: 1 << 40, low: UInt64(number)) }
}
