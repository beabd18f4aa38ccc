public import WorkshopModel

/// How a ``Worker`` works; the defaults are those of `workshop task run`.
public struct WorkerOptions: Sendable {
    /// Only tasks of this channel; of every channel when `nil`.
    public var channel: ChannelName?
    /// Handlers that run at once.
    public var jobs: Int
    /// Seconds after which a task is open again when the worker says nothing any more, 1 to
    /// 86 400. It is renewed when a third of it, and at most 20 s, are over.
    ///
    /// The default outlives the restart of a server, and brings the task of a machine that died
    /// back within a minute.
    public var lease: Int
    /// Tasks to claim in all; then the worker ends.
    public var limit: Int?
    /// The worker ends when no task came for this long; zero takes what is there.
    public var idleLimit: Duration?
    /// Time between asking a handler to stop and cancelling its Swift task. `nil` for a handler
    /// that looks at ``HeldTask/stopRequest()`` and ends by itself.
    public var cancellationDelay: Duration?
    /// What a server that cannot be reached at first means.
    public var firstConnection: FollowOptions.FirstConnection
    /// What `GET /presence` shows of the agent, an object.
    public var meta: JSONText
    public var pacing: Pacing
    /// Told of what happens, in order, from the worker's own task: it should return soon.
    public var report: @Sendable (WorkerEvent) -> Void

    /// Handlers that may run at once: each holds a claim, and a heartbeat renews at most 256.
    public static let mostJobs = Limits.presenceClaims / 2

    public init(
        channel: ChannelName? = nil, jobs: Int = 1, lease: Int = 60, limit: Int? = nil,
        idleLimit: Duration? = nil, cancellationDelay: Duration? = .zero,
        firstConnection: FollowOptions.FirstConnection = .required,
        meta: JSONText = .emptyObject, pacing: Pacing = .system,
        report: @escaping @Sendable (WorkerEvent) -> Void = { _ in }
    ) {
        precondition((1...WorkerOptions.mostJobs).contains(jobs), "1 to 128 jobs")
        precondition(Limits.leaseSeconds.contains(lease), "a lease of 1 to 86 400 seconds")
        self.channel = channel
        self.jobs = jobs
        self.lease = lease
        self.limit = limit
        self.idleLimit = idleLimit
        self.cancellationDelay = cancellationDelay
        self.firstConnection = firstConnection
        self.meta = meta
        self.pacing = pacing
        self.report = report
    }
}
