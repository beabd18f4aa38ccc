import WorkshopModel

/// Operations that wait for the writer, in the order in which they came.
///
/// Whoever submits pays a lock, and a signal only when the writer sleeps.
final class WriteQueue: Sendable {
    /// Operations that may wait: what 64 full batches take. More means that the disk stands
    /// still, and then memory must not grow.
    static let capacity = 32_768
    /// Bytes that may wait, for the same reason.
    static let capacityBytes = 256 * 1_048_576
    /// Operations in one transaction: enough to make the sync cheap for each, few enough that
    /// the first does not wait long for the last.
    static let batchOperations = 512
    /// Bytes in one transaction: bounds the log's growth and the time of one commit.
    static let batchBytes = 8 * 1_048_576

    private let state = Monitor(State())

    private struct State: Sendable {
        var waiting: [WriteOperation] = []
        /// Operations at the front that are taken already.
        var taken = 0
        /// Of those that are not taken.
        var bytes = 0
        /// Those who wait for a sign of life.
        var pulses: [@Sendable () -> Void] = []
        var isClosed = false

        var count: Int { waiting.count - taken }
    }

    enum Next: Sendable {
        case batch([WriteOperation])
        /// Somebody waits for a sign of life.
        case pulse
        case closed
    }

    /// Appends; an operation that cannot be taken is told why.
    func submit(_ operation: WriteOperation) {
        let refusal: APIError? = state.change { state in
            if state.isClosed { return APIError(.unavailable, "the store is closed") }
            if state.count >= WriteQueue.capacity || state.bytes >= WriteQueue.capacityBytes {
                return APIError(.unavailable, "too many writes wait for the disk, try again later")
            }
            state.waiting.append(operation)
            state.bytes += operation.byteCount
            return nil
        }
        if let refusal { operation.fail(refusal) }
    }

    /// Waits for operations and takes as many as one transaction may have.
    ///
    /// - Returns: `nil` when nothing came in time; `.closed` when nothing will come any more.
    func next(atMost milliseconds: Int) -> Next? {
        state.wait(atMost: milliseconds) { state in
            if !state.pulses.isEmpty { return .pulse }
            if state.count == 0 { return state.isClosed ? .closed : nil }
            return .batch(WriteQueue.take(&state))
        }
    }

    /// Wakes the writer for a sign of life, which is not given once the queue is closed.
    func askForPulse(_ answer: @escaping @Sendable () -> Void) {
        state.change { if !$0.isClosed { $0.pulses.append(answer) } }
    }

    /// Called by the writer wherever it can tell that it lives.
    func givePulse() {
        let pulses = state.change { state in
            defer { state.pulses = [] }
            return state.pulses
        }
        for answer in pulses { answer() }
    }

    /// Refuses what comes from now on; what waits is still taken.
    func close() {
        state.change(wakingAll: true) { $0.isClosed = true }
    }

    private static func take(_ state: inout State) -> [WriteOperation] {
        var end = state.taken
        var bytes = 0
        while end < state.waiting.count, end - state.taken < batchOperations, bytes < batchBytes {
            bytes += state.waiting[end].byteCount
            end += 1
        }
        state.bytes -= bytes
        if state.taken == 0, end == state.waiting.count {
            var batch: [WriteOperation] = []
            batch.reserveCapacity(min(2 * end, batchOperations))
            swap(&batch, &state.waiting)
            return batch
        }
        let batch = Array(state.waiting[state.taken..<end])
        state.taken = end
        if state.taken == state.waiting.count {
            state.waiting.removeAll(keepingCapacity: true)
            state.taken = 0
        } else if state.taken >= 4 * batchOperations {
            state.waiting.removeFirst(state.taken)
            state.taken = 0
        }
        return batch
    }
}
