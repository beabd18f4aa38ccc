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
