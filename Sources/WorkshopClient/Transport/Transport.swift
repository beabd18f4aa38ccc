import Synchronization

/// All connections of one client; they end when it is dropped.
///
/// Nothing is loaded or started before the first request, so that making a client costs nothing.
final class Transport: Sendable {
    private let settings: TransportSettings
    private let carrier = Mutex<(any Carrier)?>(nil)

    init(_ settings: TransportSettings) {
        self.settings = settings
    }

    deinit { carrier.withLock { $0?.post(.stop) } }

    /// Begins a request.
    func begin(_ request: Request) throws(ClientError) -> Exchange {
        let running = try carrier.withLock { carrier throws(ClientError) in
            if let carrier { return carrier }
            let started = try makeCarrier()
            carrier = started
            return started
        }
        return Exchange(request, by: running)
    }

    private func makeCarrier() throws(ClientError) -> any Carrier {
        if !settings.needsCurl,
            let address = DirectAddress(base: settings.base, socketPath: settings.socketPath)
        {
            return DirectCarrier(settings, to: address)
        }
        return try CurlThread.start(settings)
    }
}
