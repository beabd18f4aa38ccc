import WorkshopModel

/// A channel and a type of message in it: what messages are counted by, and what the index
/// `(ch, type, id)` is walked by.
struct Pair: Hashable, Sendable {
    let channel: ChannelName
    let type: MessageType
}
