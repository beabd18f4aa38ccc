import Logging
import Synchronization
import WorkshopModel
import WorkshopStore

/// Hands what the store's writer has committed to every event loop.
///
/// Runs on the writer's thread, but for what is said about the disk: one lock and one append a
/// loop, whatever the number of streams.
final class FanOut: StoreObserver {
    private let contexts = Mutex<[LoopContext]>([])
    private let logger: Logger
    private let tellStorage: @Sendable (StorageTrouble?) -> Void

    init(logger: Logger, _ tellStorage: @escaping @Sendable (StorageTrouble?) -> Void) {
        self.logger = logger
        self.tellStorage = tellStorage
    }

    /// Must be called before the store takes its first write.
    func attach(_ contexts: [LoopContext]) {
        self.contexts.withLock { $0 = contexts }
    }

    func settling(_ body: () -> Void) {
        let contexts = contexts.withLock { $0 }
        for context in contexts { context.mailbox.hold() }
        body()
        for context in contexts { context.mailbox.release() }
    }

    func committed(_ messages: [Message]) {
        for context in contexts.withLock({ $0 }) {
            context.mailbox.post(messages)
        }
    }

    func pruned(through id: ULID) {
        for context in contexts.withLock({ $0 }) {
            context.mailbox.post { context.hub.pruned(through: id) }
        }
    }

    /// Logged here and told by `/status` and to whoever runs the server; no stream hears of it.
    func storageChanged(_ trouble: StorageTrouble?) {
        tellStorage(trouble)
        if let trouble {
            logger.error("cannot store what is sent: \(trouble.reason)")
        } else {
            logger.info("what is sent can be stored again")
        }
    }
}
