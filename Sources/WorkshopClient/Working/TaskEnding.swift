public import WorkshopModel

/// How a worker's hold on a task ended.
public enum TaskEnding: Sendable, Equatable {
    /// The server has the result.
    case done
    /// The handler failed: said in a `task.error` message, and the task given back.
    case failed(TaskFailure)
    /// The handler stopped because of an interrupt: said in a `task.error` message, and the task
    /// given back.
    case interrupted(TaskInterrupt)
    /// Given back because the worker stops.
    case givenBack
    /// Another holds it, or nobody: nothing was reported.
    case lost
    /// The server could not be told before the worker ended: the lease brings the task back.
    case untold
}
