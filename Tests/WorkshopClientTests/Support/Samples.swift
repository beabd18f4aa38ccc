import WorkshopModel

/// Values that many tests need.
enum Samples {
    static let receipt = #"{"id":"01HZZZZZZZZZZZZZZZZZZZZZZZ","ts":1.000,"subscribers":2}"#

    static func draft(_ channel: String = "general") -> MessageDraft {
        MessageDraft(
            channel: ChannelName(unchecked: channel), from: AgentName(unchecked: "a.b"),
            type: MessageType(unchecked: "msg.text"))
    }

    /// The id with that number, written so that it sorts by it.
    static func id(_ number: Int) -> ULID { ULID(high: 1 << 40, low: UInt64(number)) }
}
