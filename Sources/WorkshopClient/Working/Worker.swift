import Synchronization
public import WorkshopModel

/// Claims one task after another and has a handler do each.
///
/// While a handler runs, the worker renews the lease of its task, notices interrupts within a
/// moment, and looks whether the claim still holds. What the handler returns goes into `done`;
/// what it throws goes into a `task.error` message, and the task back to the others. Everything
/// it tells the server carries the claim, so a task that was lost meanwhile is not touched, and
/// what the handler of a lost task returns is nobody's.
///
/// A server that is restarted costs nothing: handlers go on, and what they did is told when it
/// is back. A worker that is killed leaves its tasks to their leases.
///
/// ```swift
/// let worker = Worker(at: workshop, as: agent) { held in
///     try await held.update(JSONText(parsing: #"{"at":"the beginning"}"#.utf8))
///     return TaskResult(JSONText(string: "done it"))
/// }
/// try await worker.run()
/// ```
public final class Worker: Sendable {
    /// Does one task. Called once for each, up to ``WorkerOptions/jobs`` at a time.
    public typealias Handler = @Sendable (HeldTask) async throws -> TaskResult

    private let workshop: RemoteWorkshop
    private let agent: AgentName
    private let options: WorkerOptions
    private let handler: Handler
    private let stops: AsyncStream<Duration>
    private let stopping: AsyncStream<Duration>.Continuation
    private let hasRun = Atomic(false)

    /// - Parameters:
    ///   - agent: in whose name tasks are claimed. Workers of one name are told of each other's
    ///     interrupts, but never take them for their own.
    ///   - handler: an error of its own is said to others by its description; a ``TaskFailure``
    ///     as it wants.
    public init(
        at workshop: RemoteWorkshop, as agent: AgentName, _ options: WorkerOptions = .init(),
        handler: @escaping Handler
    ) {
        self.workshop = workshop
        self.agent = agent
        self.options = options
        self.handler = handler
        (stops, stopping) = AsyncStream.makeStream()
    }

    /// Works until ``stop(within:)``, or until the limits of the options are reached; once for a
    /// worker.
    ///
    /// All handlers have returned, and the server knows what came of their tasks, when this
    /// returns. When the calling Swift task is cancelled it is the same as a stop without grace,
    /// and `.cancelled` is thrown after that.
    /// - Throws: what claiming ended with that waiting does not mend: a server that was never
    ///   there, a 4xx. What is held then is finished first.
    public func run() async throws(ClientError) {
        precondition(!hasRun.exchange(true, ordering: .relaxed), "a worker runs once")
        let work = Task { [workshop, agent, options, handler, stops] in
            let run = WorkerRun(workshop, agent, options, handler)
            return await run.run(until: stops)
        }
        let failure = await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            stop(within: .zero)
        }
        if let failure { throw failure }
        if Task.isCancelled { throw .cancelled }
    }

    /// Claims nothing any more, and ends when nothing is held. May be called again, to hurry.
    ///
    /// - Parameter grace: time in which handlers may finish what they do; then they are asked to
    ///   stop.
    public func stop(within grace: Duration) { stopping.yield(grace) }
}
