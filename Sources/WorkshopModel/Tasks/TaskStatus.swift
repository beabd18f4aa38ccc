/// Where a task stands.
public enum TaskStatus: String, Sendable, CaseIterable {
    case open, claimed, done
}

/// What can be done to a task.
public enum TaskVerb: String, Sendable, CaseIterable {
    case claim, update, done, abandon, interrupt

    /// The type of the message that announces it.
    public var announcement: MessageType {
        switch self {
        case .claim: .taskClaimed
        case .update: .taskUpdated
        case .done: .taskDone
        case .abandon: .taskAbandoned
        case .interrupt: .taskInterrupt
        }
    }
}
