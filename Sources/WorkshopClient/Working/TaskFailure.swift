public import WorkshopModel

/// Why a handler did not do its task, as others are told in a `task.error` message.
public struct TaskFailure: Error, Sendable, Equatable {
    /// One line.
    public var message: String
    /// An object whose members stand beside the message in the body of `task.error`.
    public var details: JSONText

    public init(_ message: String, details: JSONText = .emptyObject) {
        self.message = message
        self.details = details
    }

    /// Itself, if it is one; any other error by why the handler was to stop, or else by its
    /// description.
    init(_ error: any Error, _ reason: StopReason?) {
        switch (error, reason) {
        case (let failure as TaskFailure, _): self = failure
        case (_, .interrupted(let interrupt)):
            let why = interrupt.reason.map { ": \($0)" } ?? ""
            self.init("interrupted by \(interrupt.from.text)\(why)")
        case (_, .claimLost), (_, .workerStops), (_, nil): self.init("\(error)")
        }
    }
}

extension TaskFailure {
    /// The body of `task.error`: `task-id`, `title`, `claim`, `error`, `interrupted` where the
    /// task was, then the details.
    func announcement(for task: TaskRecord, isInterrupted: Bool) -> JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("task-id", task.id)
            object.member("title", task.title)
            object.member("claim", task.claim)
            object.member("error", message)
            if isInterrupted { object.member("interrupted", true) }
            object.members(
                of: details, except: ["task-id", "title", "claim", "error", "interrupted"])
        }
        return writer.finish()
    }
}
