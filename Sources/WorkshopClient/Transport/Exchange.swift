import Synchronization

/// One request and its answer, used by one task while a carrier moves the bytes.
///
/// Dropping it before its end aborts the transfer, and so does cancelling the task that waits
/// on it, at whatever stage it is.
final class Exchange: Sendable {
    private let channel: ExchangeChannel
    private let carrier: any Carrier

    init(_ request: Request, by carrier: any Carrier) {
        channel = ExchangeChannel(request)
        self.carrier = carrier
        carrier.post(.start(channel))
    }

    deinit { abort() }

    var request: Request { channel.request }

    /// Waits for the head of the answer.
    func head() async throws(ClientError) -> ResponseHead {
        try await value { $0.readHead() }
    }

    /// Waits for more of the answer's body; `nil` at its end.
    func nextChunk() async throws(ClientError) -> [UInt8]? {
        let chunk = try await value { $0.readBody() }
        resumeIfPaused()
        return chunk
    }

    /// Hands out the next piece of a streamed body once the one before is on its way.
    ///
    /// - Returns: whether more is wanted; no once the server has answered.
    func write(_ bytes: [UInt8]) async throws(ClientError) -> Bool {
        let wantsMore = try await value { $0.write(bytes) }
        resumeIfPaused()
        return wantsMore
    }

    /// Says that the streamed body is complete.
    func endWriting() {
        channel.state.withLock { $0.endWriting() }
        resumeIfPaused()
    }

    /// The whole body.
    ///
    /// - Parameter limit: bytes it may have.
    func body(limit: Int) async throws(ClientError) -> [UInt8] {
        var body: [UInt8] = []
        while let chunk = try await nextChunk() {
            guard body.count + chunk.count <= limit else {
                throw .protocolViolation("the answer has more than \(limit) bytes")
            }
            body.isEmpty ? body = chunk : body.append(contentsOf: chunk)
        }
        return body
    }

    /// The beginning of the body of an error, as far as it came: a sentence is not worth another
    /// error.
    func errorBody(limit: Int) async throws(ClientError) -> [UInt8] {
        var body: [UInt8] = []
        do throws(ClientError) {
            while body.count < limit, let chunk = try await nextChunk() {
                body.append(contentsOf: chunk.prefix(limit - body.count))
            }
        } catch {
            if error == .cancelled { throw error }
        }
        return body
    }

    private func value<Value: Sendable>(
        _ read: @Sendable (inout ExchangeState) -> ExchangeState.Reading<Value>
    ) async throws(ClientError) -> Value {
        while true {
            switch channel.state.withLock({ read(&$0) }) {
            case .value(let value): return value
            case .failed(let error): throw error
            case .wait:
                await withTaskCancellationHandler {
                    await channel.news.wait()
                } onCancel: {
                    abort()
                }
            }
        }
    }

    private func resumeIfPaused() {
        if channel.state.withLock({ $0.takePause() }) { carrier.post(.resume(channel)) }
    }

    private func abort() {
        let isRunning = channel.state.withLock { state in
            defer { state.finish(.failure(.cancelled)) }
            return state.outcome == nil
        }
        guard isRunning else { return }
        channel.news.raise()
        carrier.post(.abort(channel))
    }
}
