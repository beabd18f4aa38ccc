/// What a message is: dot-namespaced, non-blank, at most 128 bytes; `task.*`, `file.*`,
/// `agent.*` and `msg.*` are standard, anyone may invent others.
public struct MessageType: BytewiseName {
    public let text: String

    public static let taskCreated = MessageType(unchecked: "task.created")
    public static let taskClaimed = MessageType(unchecked: "task.claimed")
    public static let taskUpdated = MessageType(unchecked: "task.updated")
    public static let taskDone = MessageType(unchecked: "task.done")
    public static let taskAbandoned = MessageType(unchecked: "task.abandoned")
    public static let taskInterrupt = MessageType(unchecked: "task.interrupt")
    public static let taskExpired = MessageType(unchecked: "task.expired")
    /// What a worker says of a task that it could not do.
    public static let taskError = MessageType(unchecked: "task.error")
    public static let fileShared = MessageType(unchecked: "file.shared")

    /// - Throws: ``APIError`` with `.malformed` and a sentence that says which rule is broken.
    public init(validating text: String) throws(APIError) {
        try NameRule(subject: "type", limit: Limits.name).check(text)
        self.text = text
    }

    /// From a database row, which may hold what an earlier implementation allowed.
    public init(unchecked text: String) {
        self.text = text
    }
}
