/// What a stream or a history request wants to see. Empty wants everything.
public struct MessageFilter: Hashable, Sendable {
    /// Any of these; empty means all channels. Sorted, without doubles.
    public let channels: [ChannelName]
    public let typePrefix: TypePrefix?
    public let from: AgentName?
    public let notFrom: AgentName?

    public static let everything = MessageFilter()

    public init(
        channels: [ChannelName] = [], typePrefix: TypePrefix? = nil, from: AgentName? = nil,
        notFrom: AgentName? = nil
    ) {
        self.channels = Set(channels).sorted()
        self.typePrefix = typePrefix?.text.isEmpty == true ? nil : typePrefix
        self.from = from
        self.notFrom = notFrom
    }

    /// Whether it looks at anything but the channel.
    public var looksInside: Bool { typePrefix != nil || from != nil || notFrom != nil }

    public func matches(_ message: Message) -> Bool {
        matches(channel: message.channel, type: message.type, from: message.from)
    }

    public func matches(channel: ChannelName, type: MessageType, from sender: AgentName) -> Bool {
        if !channels.isEmpty, !channels.contains(channel) { return false }
        if let typePrefix, !typePrefix.begins(type) { return false }
        if let from, from != sender { return false }
        if let notFrom, notFrom == sender { return false }
        return true
    }
}
