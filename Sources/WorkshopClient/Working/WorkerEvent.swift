public import WorkshopModel

/// What a worker tells of while it works.
public enum WorkerEvent: Sendable, Equatable {
    case claimed(TaskRecord)
    case ended(TaskRecord, TaskEnding)
    /// The server cannot be reached, or fails; everything is tried again until it can.
    case disconnected(ClientError)
    /// It answers again.
    case connected
}

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
