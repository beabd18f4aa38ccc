import NIOPosix
import WorkshopMetrics
import WorkshopStore

/// All that a server tells of itself at `/metrics`, and the thread that writes it down: nothing
/// waits there for an event loop, and no loop for it.
final class MetricsSource: Sendable {
    /// One for each event loop.
    let loops: [LoopMeasures]
    let bound: ConnectionBound
    let subscribers: SubscriberCounts
    let version: String
    let startTime = ProcessFigures.startTime()
    private let thread = NIOThreadPool(numberOfThreads: 1)

    init(
        loops: [LoopMeasures], bound: ConnectionBound, subscribers: SubscriberCounts,
        version: String
    ) {
        self.loops = loops
        self.bound = bound
        self.subscribers = subscribers
        self.version = version
    }

    func start() { thread.start() }

    /// A page that is asked for later is not written.
    func end() async {
        // Fails only when it was ended before.
        try? await thread.shutdownGracefully()
    }

    /// Writes everything down.
    ///
    /// - Parameters:
    ///   - figures: `nil` when the store did not tell.
    ///   - completion: runs on another thread.
    func write(
        _ store: any Store, _ figures: StoreFigures?,
        completion: @escaping @Sendable ([UInt8]) -> Void
    ) {
        thread.submit { state in
            guard case .active = state else { return }
            completion(MetricsPage(source: self, store: store, figures: figures).bytes)
        }
    }

    /// Of all loops.
    func total(_ tally: (LoopMeasures) -> Tally) -> Int {
        loops.reduce(0) { $0 + tally($1).value }
    }
}
