public import Logging
public import WorkshopModel

/// Everything a server is told from outside.
public struct ServerConfiguration: Sendable {
    /// Where to listen; port 0 picks a free one.
    public var listen: [ListenAddress]
    /// Sockets that listen already; the server closes its descriptors of them, and no more.
    public var inherited: [InheritedSocket]
    /// Which peers are admitted besides the private ones.
    public var mesh: MeshGuard
    /// Which web pages and host names are admitted.
    public var browser: BrowserGuard
    /// Bytes an uploaded file may have; the store holds the same bound.
    public var maximumFileSize: Int64
    /// Threads that serve connections; 1 did better than 2 on two cores.
    public var eventLoops: Int
    /// How many connections there may be.
    public var descriptors: DescriptorBudget
    public var version: String
    /// Gets one line a request at `debug`.
    public var logger: Logger
    /// Told when something cannot be stored any more, and with `nil` when all can again; on a
    /// thread of the store, and must not block.
    public var storageChanged: @Sendable (StorageTrouble?) -> Void = { _ in }
    /// The wall clock.
    public var clock: @Sendable () -> Timestamp
    public var timing: Timing

    /// Intervals that tests shorten.
    public struct Timing: Sendable {
        /// How often connections are looked at: the grain of all times here that are long.
        public var beatMilliseconds: Int64 = 1_000
        /// A keepalive on every stream this often.
        public var keepaliveSeconds: Int = 15
        /// A connection that takes no byte for this long while bytes wait is closed.
        public var stallMilliseconds: Int64 = 60_000
        /// From a request's first byte to the end of its head, and from a connection's beginning
        /// to that first byte.
        public var headMilliseconds: Int64 = 30_000
        /// Between two requests of a connection: longer than the 60 s for which nginx keeps one,
        /// so that it is the proxy that closes and no request crosses the closing.
        public var idleMilliseconds: Int64 = 90_000
        /// For a body, and a second more for every ``bodyBytesPerSecond`` that have come.
        public var bodyMilliseconds: Int64 = 30_000
        /// The slowest a body may come in the long run: less than any modem, more than a trickle.
        public var bodyBytesPerSecond: Int = 1_024
        /// How long a drain waits for requests in hand.
        public var drainMilliseconds: Int64 = 3_000
        /// How long a drain waits for the first request of a connection that has sent nothing yet.
        public var newcomerMilliseconds: Int64 = 250
        /// How long a refused sender may go on sending.
        public var lingerMilliseconds: Int64 = 2_000
        /// How long one for whom there is no room may go on sending.
        public var turnedAwayMilliseconds: Int64 = 500
        /// The same while others wait to be told so.
        public var crowdedMilliseconds: Int64 = 50
        /// How long `/metrics` waits for what the store has to look up: well within the ten
        /// seconds that Prometheus has.
        public var figuresMilliseconds: Int64 = 500
        /// How often retention runs.
        public var retentionSeconds: Int64 = 3_600

        public init() {}
    }

    public init(
        listen: [ListenAddress], inherited: [InheritedSocket] = [], mesh: MeshGuard = MeshGuard(),
        browser: BrowserGuard = BrowserGuard(), maximumFileSize: Int64 = Limits.fileSize,
        eventLoops: Int = 1, descriptors: DescriptorBudget, version: String, logger: Logger,
        clock: @escaping @Sendable () -> Timestamp, timing: Timing = Timing()
    ) {
        self.listen = listen
        self.inherited = inherited
        self.mesh = mesh
        self.browser = browser
        self.maximumFileSize = maximumFileSize
        self.eventLoops = eventLoops
        self.descriptors = descriptors
        self.version = version
        self.logger = logger
        self.clock = clock
        self.timing = timing
    }
}
