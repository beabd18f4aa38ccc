import Synchronization

/// All connections of one client; they end when it is dropped.
///
/// The thread starts with the first request, so that making a client costs nothing.
final class Transport: Sendable {
    private let settings: TransportSettings
    private let thread = Mutex<TransportThread?>(nil)

    init(_ settings: TransportSettings) {
        self.settings = settings
    }

    deinit { thread.withLock { $0?.post(.stop) } }

    /// Begins a request.
    func begin(_ request: Request) throws(ClientError) -> Exchange {
        let running = try thread.withLock { thread throws(ClientError) in
            if let thread { return thread }
            let started = try TransportThread.start(settings)
            thread = started
            return started
        }
        return Exchange(request, on: running)
    }
}
