/// What a request for the list of tasks asks for; newest first.
public struct TaskListQuery: Sendable, Equatable {
    public var status: TaskStatus?
    /// Assigned to this agent or claimed by it.
    public var agent: AgentName?
    public var channel: ChannelName?
    public var limit: Int
    /// Only tasks older than this one.
    public var before: ULID?

    public init(
        status: TaskStatus? = nil, agent: AgentName? = nil, channel: ChannelName? = nil,
        limit: Int = Limits.taskListDefault, before: ULID? = nil
    ) {
        self.status = status
        self.agent = agent
        self.channel = channel
        self.limit = limit
        self.before = before
    }

    /// - Throws: ``APIError`` with `.malformed`, naming the parameter.
    public init(_ query: QueryParameters) throws(APIError) {
        var status: TaskStatus?
        if let text = query["status"] {
            status = TaskStatus(rawValue: text)
            if status == nil {
                throw APIError(.malformed, "'status' must be 'open', 'claimed' or 'done'")
            }
        }
        self.init(
            status: status, agent: try query.agent("for"),
            channel: try query["ch"].map { text throws(APIError) in
                try ChannelName(validating: text)
            },
            limit: try query.count("n", maximum: Limits.taskList) ?? Limits.taskListDefault,
            before: try query.id("before"))
    }

    /// The parameters that ``init(_:)`` reads back as this query.
    public var parameters: QueryParameters {
        var query = QueryParameters()
        if let status { query.append("status", status.rawValue) }
        if let agent { query.append("for", agent.text) }
        if let channel { query.append("ch", channel.text) }
        query.append("n", String(limit))
        if let before { query.append("before", before.text) }
        return query
    }
}
