/// A task as it stands in the store and on the wire.
public struct TaskRecord: Sendable, Equatable {
    /// A ULID; rows of the earlier implementation may hold others.
    public var id: String
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    public var createdBy: AgentName
    /// The agent it was made `for`; anybody when `nil`.
    public var assignedTo: AgentName?
    /// Stays when the task is done: who did it.
    public var claimedBy: AgentName?
    public var claimedAt: Timestamp?
    public var status: TaskStatus
    public var title: String
    public var context: JSONText
    public var result: JSONText?
    public var files: [String]
    public var channel: ChannelName
    /// Who asked the holder to stop; only while the task is claimed.
    public var interrupt: TaskInterrupt?
    /// The id of the `task.claimed` that holds the task: the fencing token.
    public var claim: String?
    public var leaseUntil: Timestamp?

    public init(
        id: String, createdAt: Timestamp, updatedAt: Timestamp, createdBy: AgentName,
        assignedTo: AgentName? = nil, claimedBy: AgentName? = nil, claimedAt: Timestamp? = nil,
        status: TaskStatus = .open, title: String, context: JSONText = .emptyObject,
        result: JSONText? = nil, files: [String] = [], channel: ChannelName = .tasks,
        interrupt: TaskInterrupt? = nil, claim: String? = nil, leaseUntil: Timestamp? = nil
    ) {
        self.id = id
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.createdBy = createdBy
        self.assignedTo = assignedTo
        self.claimedBy = claimedBy
        self.claimedAt = claimedAt
        self.status = status
        self.title = title
        self.context = context
        self.result = result
        self.files = files
        self.channel = channel
        self.interrupt = interrupt
        self.claim = claim
        self.leaseUntil = leaseUntil
    }
}

extension TaskRecord {
    /// The body of `task.expired`: the claim's lease has lapsed.
    public var expiryAnnouncement: JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("task-id", id)
            object.member("title", title)
            object.member("claim", claim)
        }
        return writer.finish()
    }
}

/// A wish that the holder of a task stop.
public struct TaskInterrupt: Sendable, Equatable {
    public var from: AgentName
    public var reason: String?
    public var timestamp: Timestamp

    public init(from: AgentName, reason: String?, timestamp: Timestamp) {
        self.from = from
        self.reason = reason
        self.timestamp = timestamp
    }
}
