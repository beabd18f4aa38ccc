import Glibc
import Synchronization
import WorkshopModel

/// One exchange over a connection of its own, or one that was kept.
final class DirectTransfer: Sendable {
    /// Ends the thread's wait, for it to look at the exchange again.
    let wake: WakeDescriptor
    let channel: ExchangeChannel
    private let settings: TransportSettings
    private let address: DirectAddress
    private let pool: ConnectionPool

    init(
        _ channel: ExchangeChannel, _ settings: TransportSettings, _ address: DirectAddress,
        _ pool: ConnectionPool, _ wake: WakeDescriptor
    ) {
        self.channel = channel
        self.settings = settings
        self.address = address
        self.pool = pool
        self.wake = wake
    }

    /// Carries the exchange to its end, on the thread it is called on.
    func run() {
        do throws(DirectFailure) {
            try transfer()
            channel.finish(.success(()))
        } catch {
            channel.finish(.failure(error.error(settings, channel.request.patience)))
        }
    }

    /// Ends the exchange from outside.
    func stop() {
        channel.finish(.failure(.cancelled))
        wake.raise()
    }

    private func transfer() throws(DirectFailure) {
        // What woke the thread for the exchange before, or for this one, is seen by looking.
        wake.clear()
        try checkInterruption()
        let started = ContinuousClock.now
        if let kept = pool.take() {
            do throws(DirectFailure) {
                return try exchange(on: kept, isKept: true, since: started)
            } catch {
                // Whether to send again what changes something is for the task to decide.
                guard error == .stale, case .none = channel.request.body else { throw error }
            }
        }
        try exchange(on: try connect(since: started), isKept: false, since: started)
    }

    private func exchange(
        on socket: Int32, isKept: Bool, since started: ContinuousClock.Instant
    ) throws(DirectFailure) {
        var pump = ExchangePump(
            channel, head: head, socket, wake, isKept: isKept, since: started)
        do throws(DirectFailure) {
            try pump.run()
        } catch {
            close(socket)
            throw error
        }
        if pump.isReusable { pool.put(socket) } else { close(socket) }
    }

    private func connect(since started: ContinuousClock.Instant) throws(DirectFailure) -> Int32 {
        var deadline = ContinuousClock.now.advanced(by: settings.connectTimeout)
        var failure = DirectFailure.unreachable(.timedOut)
        if case .whole(let patience) = channel.request.patience,
            started.advanced(by: patience) < deadline
        {
            deadline = started.advanced(by: patience)
            failure = .timedOut
        }
        var dialer = Dialer(until: deadline, wake: wake)
        while true {
            do throws(Dialer.Failure) {
                return try dialer.connect(to: address)
            } catch {
                if error == .timedOut { throw failure }
                guard error == .interrupted else { throw .unreachable(error) }
                wake.clear()
                // A task that has brought bytes wakes it too.
                try checkInterruption()
            }
        }
    }

    private func checkInterruption() throws(DirectFailure) {
        guard channel.state.withLock({ $0.outcome == nil }) else { throw .interrupted }
    }

    /// Request line and headers.
    private var head: [UInt8] {
        let request = channel.request
        var lines = [
            "\(request.method.rawValue) \(path(of: request)) HTTP/1.1",
            "Host: \(address.authority)",
            "User-Agent: \(settings.userAgent)",
        ]
        lines += request.headers.map { "\($0.name): \($0.value)" }
        switch (request.method, request.body) {
        case (_, .bytes(let bytes)): lines.append("Content-Length: \(bytes.count)")
        case (_, .stream(let length?)): lines.append("Content-Length: \(length)")
        case (_, .stream(nil)): lines.append("Transfer-Encoding: chunked")
        case (.post, .none): lines.append("Content-Length: 0")
        case (.get, .none), (.head, .none), (.options, .none): break
        }
        if request.awaitsContinue { lines.append("Expect: 100-continue") }
        // Nobody's text may end a line.
        let safe = lines.map { line in line.utf8.filter { $0 >= 0x20 && $0 != 0x7F } }
        return Array((safe + [[], []]).joined(separator: [0x0D, 0x0A]))
    }

    /// What follows the authority.
    private func path(of request: Request) -> Substring {
        request.target.dropFirst("http://".count).drop { $0 != "/" }
    }
}

extension Request {
    /// Whether the server is asked before a body is sent that it may refuse.
    var awaitsContinue: Bool {
        guard case .stream(let length) = body else { return false }
        return length.map { $0 > 1_048_576 } ?? true
    }
}
