public import WorkshopModel

/// Why a handler is asked to stop.
public enum StopReason: Sendable, Equatable {
    /// Somebody wants the task to be stopped. What is returned all the same counts as done.
    case interrupted(TaskInterrupt)
    /// The task is held by nobody or by somebody else: the lease lapsed, or it was taken away.
    /// Whatever comes of the handler is not reported.
    case claimLost
    /// The worker ends. What is not returned goes back to the others.
    case workerStops
}
