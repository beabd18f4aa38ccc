/// A wish for whatever open task fits: the oldest that is made for nobody else.
public struct NextTaskRequest: Sendable {
    public var from: AgentName
    /// Only tasks of this channel; of every channel when `nil`.
    public var channel: ChannelName?
    /// How long to wait for one to appear; zero asks only for what is there. On the wire, seconds
    /// of at most 300.
    public var wait: Duration
    /// Seconds for which the claim holds unless renewed; for ever when `nil`.
    public var lease: Int?

    public init(
        from: AgentName, channel: ChannelName? = nil, wait: Duration = .zero, lease: Int? = nil
    ) {
        self.from = from
        self.channel = channel
        self.wait = wait
        self.lease = lease
    }

    /// Reads the body of `POST /tasks/claim`.
    ///
    /// - Throws: ``APIError`` with `.malformed`, naming the field.
    public init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(APIError) {
        let fields = try RequestFields(parsing: bytes)
        self.init(
            from: try fields.requiredAgent(.from),
            channel: try fields.string(.ch).map { text throws(APIError) in
                try ChannelName(validating: text)
            },
            wait: try fields.wait() ?? .zero, lease: try fields.lease())
    }

    /// The request body that ``init(parsing:)`` reads back as this wish.
    public var json: JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("from", from.text)
            object.member("ch", channel?.text)
            if wait > .zero {
                let parts = wait.components
                object.member(
                    "wait",
                    Timestamp(
                        milliseconds: parts.seconds * 1000
                            + parts.attoseconds / 1_000_000_000_000_000))
            }
            if let lease { object.member("lease", Int64(lease)) }
        }
        return writer.finish()
    }

    /// Whether a task may be claimed for it; what decides besides is that the task is open.
    public func fits(channel: ChannelName, assignee: AgentName?) -> Bool {
        (self.channel == nil || self.channel == channel) && (assignee == nil || assignee == from)
    }
}
