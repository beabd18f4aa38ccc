import Glibc
import Synchronization

/// Carries exchanges in plain HTTP over sockets of its own: to what needs neither TLS nor a proxy.
///
/// libcurl and the thirty libraries it brings take longer to load than a request to a server
/// nearby takes in all, so a command that does without them is twice as fast. Each exchange has a
/// thread, which waits for its socket and for the task by turns.
final class DirectCarrier: Carrier {
    private struct State {
        /// Those under way, by their channels.
        var transfers: [ObjectIdentifier: DirectTransfer] = [:]
        /// Threads without work; the last one to rest is the first to work.
        var idle: [DirectWorker] = []
        var hasStopped = false
    }

    private let settings: TransportSettings
    private let address: DirectAddress
    private let pool = ConnectionPool()
    private let state = Mutex(State())

    init(_ settings: TransportSettings, to address: DirectAddress) {
        self.settings = settings
        self.address = address
    }

    func post(_ command: CarrierCommand) {
        switch command {
        case .start(let channel): start(channel)
        // An aborted exchange is finished: its thread sees that when it wakes.
        case .resume(let channel), .abort(let channel):
            state.withLock { $0.transfers[ObjectIdentifier(channel)] }?.wake.raise()
        case .stop: stop()
        }
    }

    private func start(_ channel: ExchangeChannel) {
        let rested = state.withLock { $0.idle.popLast() }
        guard let wake = rested?.wake ?? WakeDescriptor() else {
            return fail(channel, "cannot make a pair of sockets", errno)
        }
        let transfer = DirectTransfer(channel, settings, address, pool, wake)
        state.withLock { $0.transfers[ObjectIdentifier(channel)] = transfer }
        if let rested { return rested.give(transfer) }
        let worker = DirectWorker(wake, first: transfer)
        let failure = DetachedThread.start { [self] in worker.run(for: self) }
        if failure != 0 { fail(channel, "cannot start a thread", failure) }
    }

    private func fail(_ channel: ExchangeChannel, _ attempt: String, _ errorNumber: Int32) {
        state.withLock { $0.transfers[ObjectIdentifier(channel)] = nil }
        channel.finish(.failure(.local(LocalFailure(attempt, errorNumber: errorNumber))))
    }

    private func stop() {
        pool.closeAll()
        let (transfers, idle) = state.withLock { state in
            state.hasStopped = true
            defer { state.idle = [] }
            return (Array(state.transfers.values), state.idle)
        }
        for transfer in transfers { transfer.stop() }
        for worker in idle { worker.wake.raise() }
    }

    // MARK: What a worker asks

    var hasStopped: Bool { state.withLock { $0.hasStopped } }

    /// An exchange is over, and the worker has nothing to do.
    func finished(_ transfer: DirectTransfer, by worker: DirectWorker) {
        state.withLock { state in
            state.transfers[ObjectIdentifier(transfer.channel)] = nil
            if !state.hasStopped { state.idle.append(worker) }
        }
    }

    /// - Returns: whether the worker may end; no when it is being given an exchange.
    func dismiss(_ worker: DirectWorker) -> Bool {
        state.withLock { state in
            guard let index = state.idle.firstIndex(where: { $0 === worker }) else { return false }
            state.idle.remove(at: index)
            return true
        }
    }
}
