import Synchronization

/// What the task's end and the thread's end of an exchange share.
final class ExchangeChannel: Sendable {
    let request: Request
    let state: Mutex<ExchangeState>
    /// Raised by the thread after every change that the task may wait for.
    let news = WakeSignal()

    init(_ request: Request) {
        self.request = request
        var state = ExchangeState()
        switch request.body {
        case .none: state.endWriting()
        case .bytes(let bytes):
            _ = state.write(bytes)
            state.endWriting()
        case .stream: break
        }
        self.state = Mutex(state)
    }

    /// Ends the exchange from the thread's side.
    func finish(_ result: Result<Void, ClientError>) {
        state.withLock { $0.finish(result) }
        news.raise()
    }
}
