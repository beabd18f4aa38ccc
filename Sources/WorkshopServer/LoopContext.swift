import Logging
import NIOCore
import WorkshopModel
import WorkshopStore

/// Everything the connections of one event loop share.
///
/// `@unchecked Sendable` because it is made on the starting thread and handed to its loop; from
/// then on only that loop touches what is not itself `Sendable`.
final class LoopContext: @unchecked Sendable {
    /// Bytes of one page of a replay: what a slow reader costs, with the socket's own buffer.
    static let pageBytes = 32 * 1_024
    /// Rows of one page of a replay.
    static let pageRows = 512
    /// Bytes of one page of a history answer.
    static let historyBytes = 64 * 1_024
    /// Bytes read from a file at a time.
    static let fileBytes = 256 * 1_024
    /// Bytes of a file that is compared with its hash before any of it goes out: one read, and
    /// hashing takes no longer than sending (40 µs where the CPU has instructions for it). Larger
    /// ones are on their way before their end is known; whoever asked can compare them.
    static let verifiedFileBytes: Int64 = 64 * 1_024
    /// Bytes of an upload that may wait for the disk before the socket is not read any more.
    static let uploadBytes = 1_048_576

    let loop: any EventLoop
    let mailbox: LoopMailbox
    let store: any Store
    let configuration: ServerConfiguration
    let hub: Hub
    let pageReads = PageReads()
    let requestCheck: RequestCheck
    let subscribers: SubscriberSet
    let counts: SubscriberCounts
    let measures: LoopMeasures
    let metrics: MetricsSource
    let inquiry: StoreInquiry
    let startedAt: NIODeadline
    private(set) var isDraining = false
    private var connections: [ObjectIdentifier: ConnectionHandler] = [:]
    private var clockwork: RepeatedTask?
    private var date = ResponseDate()

    var logger: Logger { configuration.logger }

    init(
        loop: any EventLoop, store: any Store, configuration: ServerConfiguration,
        counts: SubscriberCounts, measures: LoopMeasures, metrics: MetricsSource,
        startedAt: NIODeadline
    ) {
        self.loop = loop
        self.store = store
        self.configuration = configuration
        self.counts = counts
        self.measures = measures
        self.metrics = metrics
        self.startedAt = startedAt
        mailbox = LoopMailbox(loop: loop) { LoopContext.yield($0, on: loop) }
        inquiry = StoreInquiry(
            loop: loop, mailbox: mailbox,
            patience: .milliseconds(configuration.timing.figuresMilliseconds),
            question: store.figures)
        requestCheck = RequestCheck(browser: configuration.browser)
        hub = Hub(after: store.committedThrough) { LoopContext.yield($0, on: loop) }
        subscribers = SubscriberSet(counts: counts, timing: configuration.timing)
    }

    /// The `Date` header's value, made once a second.
    var httpDate: String { date.text(at: configuration.clock()) }

    /// Runs the job when the loop has looked at its sockets: with `execute` it would run before.
    func yield(_ job: @escaping () -> Void) { LoopContext.yield(job, on: loop) }

    private static func yield(_ job: @escaping () -> Void, on loop: any EventLoop) {
        // What is due by the end of the turn in hand would be run with it; an end that takes
        // longer does no harm.
        let isOver = NIOLoopBound(job, eventLoop: loop)
        loop.scheduleTask(in: .microseconds(25)) { isOver.value() }
    }

    func add(_ connection: ConnectionHandler) {
        connections[ObjectIdentifier(connection)] = connection
    }

    func remove(_ connection: ConnectionHandler) {
        connections[ObjectIdentifier(connection)] = nil
    }

    /// Starts keepalives and the watch over peers that do not take or send what is due.
    func startClockwork() {
        let beat = TimeAmount.milliseconds(configuration.timing.beatMilliseconds)
        clockwork = loop.scheduleRepeatedTask(
            initialDelay: beat, delay: beat
        ) { [weak self] _ in
            guard let self else { return }
            self.subscribers.beat()
            let now = NIODeadline.now()
            for connection in self.connections.values { connection.look(at: now) }
        }
    }

    /// Idle connections close now, busy ones with their answer; streams go on.
    func startDraining() {
        isDraining = true
        for connection in connections.values { connection.quiesce() }
    }

    /// Requests that have no answer yet.
    var requestsInHand: Int { connections.values.count { $0.isBusy } }

    /// Ends streams cleanly, and tells those whose request could not be finished.
    func finish() {
        clockwork?.cancel()
        hub.finish()
        subscribers.endAll()
        for connection in connections.values where connection.isBusy { connection.giveUp() }
    }

    /// Closes what is still open, without ceremony.
    func closeAll() {
        for connection in connections.values { connection.closeNow() }
    }
}
