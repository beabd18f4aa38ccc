import Synchronization
import WorkshopModel
import WorkshopStore

/// Writes down what a store commits, and can hold the store's writer at its first commit or its
/// first slice of retention, so that what is submitted meanwhile lands in one batch.
final class Recorder: StoreObserver {
    private let state = Mutex(State())
    private let gate: Gate?
    private let pruneGate: Gate?

    private struct State {
        var batches: [[Message]] = []
        var prunedThrough: [ULID] = []
        var messagesAtPruning: [Int] = []
        var troubles: [StorageTrouble?] = []
    }

    init(holding gate: Gate? = nil, holdingPruning pruneGate: Gate? = nil) {
        self.gate = gate
        self.pruneGate = pruneGate
    }

    var batches: [[Message]] { state.withLock { $0.batches } }
    var messages: [Message] { batches.flatMap { $0 } }
    var prunedThrough: [ULID] { state.withLock { $0.prunedThrough } }

    /// How many messages had been told of when each slice was.
    var messagesAtPruning: [Int] { state.withLock { $0.messagesAtPruning } }

    /// What was told of the disk, in order.
    var troubles: [StorageTrouble?] { state.withLock { $0.troubles } }

    func storageChanged(_ trouble: StorageTrouble?) {
        state.withLock { $0.troubles.append(trouble) }
    }

    func settling(_ body: () -> Void) { body() }

    func committed(_ messages: [Message]) {
        let isFirst = state.withLock { state in
            state.batches.append(messages)
            return state.batches.count == 1
        }
        if isFirst { gate?.pass() }
    }

    func pruned(through id: ULID) {
        let isFirst = state.withLock { state in
            state.prunedThrough.append(id)
            state.messagesAtPruning.append(state.batches.reduce(0) { $0 + $1.count })
            return state.prunedThrough.count == 1
        }
        if isFirst { pruneGate?.pass() }
    }
}
