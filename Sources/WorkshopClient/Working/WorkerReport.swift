/// What is told to the server of a task.
enum WorkerReport: Sendable, Equatable {
    case done(TaskResult)
    /// Said in a `task.error` message, then given back; the ending is that of the hold.
    case failure(TaskFailure, TaskEnding)
    case giveBack(TaskEnding)
}
