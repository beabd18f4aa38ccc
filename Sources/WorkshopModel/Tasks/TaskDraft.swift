/// A task as its creator wants it.
public struct TaskDraft: Sendable {
    public var from: AgentName
    public var title: TaskTitle
    public var context: JSONText
    public var assignee: AgentName?
    public var channel: ChannelName

    public init(
        from: AgentName, title: TaskTitle, context: JSONText = .emptyObject,
        assignee: AgentName? = nil, channel: ChannelName = .tasks
    ) {
        self.from = from
        self.title = title
        self.context = context
        self.assignee = assignee
        self.channel = channel
    }

    /// Reads the body of `POST /tasks`.
    ///
    /// - Throws: ``APIError`` with `.malformed`, naming the field.
    public init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(APIError) {
        let fields = try RequestFields(parsing: bytes)
        let from = try fields.agent(.from)
        let creator = try fields.agent(.createdBy)
        guard let author = from ?? creator else { throw fields.missing("from") }
        self.init(
            from: author,
            title: try TaskTitle(validating: try fields.requiredString(.title)),
            context: fields.json(.context) ?? .emptyObject,
            assignee: try fields.agent(.for),
            channel: try fields.string(.ch).map { text throws(APIError) in
                try ChannelName(validating: text)
            } ?? .tasks)
    }

    /// The request body that ``init(parsing:)`` reads back as this draft.
    public var json: JSONText {
        var writer = JSONWriter(capacity: context.bytes.count + 256)
        writer.object { object in
            object.member("from", from.text)
            object.member("title", title.text)
            object.member("context", context)
            object.member("for", assignee?.text)
            object.member("ch", channel.text)
        }
        return writer.finish()
    }

    /// The body of `task.created`.
    public func announcement(id: String) -> JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("task-id", id)
            object.member("title", title.text)
            object.member("for", assignee?.text)
        }
        return writer.finish()
    }
}
