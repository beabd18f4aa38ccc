import WorkshopModel

/// What a worker's decisions depend on, as it happens.
enum WorkerInput: Sendable {
    /// - Parameter isDoubtful: an answer was lost on the way, so that the lease runs since an
    ///   unknown moment.
    case claimed(TaskRecord, isDoubtful: Bool)
    /// No task came within the idle limit.
    case nothingCame
    /// Claiming makes no sense any more; `nil` where it was called off.
    case claimEnded(ClientError?)
    case handlerReturned(claim: String, TaskResult)
    case handlerFailed(claim: String, TaskFailure)
    case reported(claim: String, TaskEnding)
    /// - Parameter begun: when the heartbeat was sent.
    case beaten(claims: [String], begun: Duration, [InterruptNotice])
    case beatFailed
    /// The server was asked who holds the task.
    case checked(claim: String, isHeld: Bool)
    case interrupted(task: String, TaskInterrupt, message: ULID)
    /// The stream of interrupts is open; what came before may have been missed.
    case streamBegan
    /// The server cannot be reached any more; `nil` when it answers again.
    case connectionChanged(ClientError?)
    /// The answer to an update of the handler's.
    case updateTold(claim: String, isLost: Bool)
    case stopRequested(grace: Duration)
    /// The moment that ``WorkerState/deadline`` named.
    case timeCame
}
