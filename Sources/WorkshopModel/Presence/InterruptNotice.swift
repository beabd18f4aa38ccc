/// Tells an agent, with the answer to its heartbeat, that a task it holds was interrupted.
public struct InterruptNotice: Sendable, Equatable {
    public let taskID: String
    public let title: String
    public let interrupt: TaskInterrupt

    public init(taskID: String, title: String, interrupt: TaskInterrupt) {
        self.taskID = taskID
        self.title = title
        self.interrupt = interrupt
    }

    public var json: JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("task-id", taskID)
            object.member("title", title)
            object.member("from", interrupt.from.text)
            object.member("reason", interrupt.reason)
            object.member("ts", interrupt.timestamp)
        }
        return writer.finish()
    }

    /// Reads what ``json`` writes; `nil` when it is not that.
    public init?(parsing json: JSONText) {
        guard let taskID = json["task-id"]?.string, let interrupt = TaskInterrupt(parsing: json)
        else { return nil }
        self.init(taskID: taskID, title: json["title"]?.string ?? "", interrupt: interrupt)
    }
}
