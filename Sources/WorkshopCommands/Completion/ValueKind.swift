import Arguments

/// The kinds of values that are looked up when a command line is completed.
enum ValueKind: String, CaseIterable, Sendable {
    case channel
    /// Who is here or wrote lately.
    case agent
    /// Any task, the newest first.
    case task
    case openTask = "open-task"
    /// A task that this agent holds.
    case heldTask = "held-task"
    /// The claim of a task that this agent holds.
    case claim
    case messageType = "type"
    case message
    /// The hash of a file.
    case blob = "hash"
    /// The name of a `tail --cursor`.
    case cursor
    /// A page of the manual: the names of a command, one after another, or a topic.
    case page
}

extension ValueHint {
    static let channel = ValueHint.dynamic(ValueKind.channel.rawValue)
    static let agent = ValueHint.dynamic(ValueKind.agent.rawValue)
    static let task = ValueHint.dynamic(ValueKind.task.rawValue)
    static let openTask = ValueHint.dynamic(ValueKind.openTask.rawValue)
    static let heldTask = ValueHint.dynamic(ValueKind.heldTask.rawValue)
    static let claim = ValueHint.dynamic(ValueKind.claim.rawValue)
    static let messageType = ValueHint.dynamic(ValueKind.messageType.rawValue)
    static let message = ValueHint.dynamic(ValueKind.message.rawValue)
    static let blob = ValueHint.dynamic(ValueKind.blob.rawValue)
    static let cursor = ValueHint.dynamic(ValueKind.cursor.rawValue)
    static let page = ValueHint.dynamic(ValueKind.page.rawValue)
}
