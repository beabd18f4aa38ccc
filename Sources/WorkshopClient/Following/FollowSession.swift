import WorkshopModel

/// One reader of a stream, pulled event by event; no task of its own runs between the pulls.
final class FollowSession {
    private enum State {
        case disconnected
        case waiting(Duration)
        case streaming(Exchange)
        case ended
    }

    private let workshop: RemoteWorkshop
    private let query: StreamQuery
    private let options: FollowOptions
    private var state = State.disconnected
    private var cursor: FollowCursor
    private var backoff: ReconnectBackoff
    private var reader = EventStreamReader()
    private var pending: [FollowEvent] = []
    private var nextPending = 0
    private var connectedAt = Duration.zero
    private var broughtMessages = false
    private var hasConnected = false

    init(_ workshop: RemoteWorkshop, _ query: StreamQuery, _ options: FollowOptions) {
        self.workshop = workshop
        self.query = query
        self.options = options
        cursor = FollowCursor(position: query.cursor)
        backoff = options.backoff
    }

    /// Where the next connection resumes.
    var position: ULID? { cursor.position }

    nonisolated(nonsending) func next() async throws(ClientError) -> FollowEvent? {
        while true {
            if let event = takePending() { return event }
            do throws(ClientError) {
                switch state {
                case .disconnected: try await connect()
                case .waiting(let duration): try await wait(duration)
                case .streaming(let exchange): try await read(exchange)
                case .ended: return nil
                }
            } catch {
                try lose(error)
            }
        }
    }

    /// Hands out the next event and, with it, moves the cursor.
    private func takePending() -> FollowEvent? {
        while nextPending < pending.count {
            let event = pending[nextPending]
            nextPending += 1
            switch event {
            case .message(_, let id):
                guard cursor.advance(to: id) else { continue }
                broughtMessages = true
            case .cursor(let id):
                guard cursor.advance(to: id) else { continue }
            case .gap: cursor.passGap()
            case .connected, .disconnected: break
            }
            return event
        }
        pending.removeAll(keepingCapacity: true)
        nextPending = 0
        return nil
    }

    private nonisolated(nonsending) func connect() async throws(ClientError) {
        if cursor.position == nil, let now = try await currentPosition() { cursor.start(at: now) }
        let (head, exchange) = try await workshop.send(request())
        guard head.status == 200,
            head["content-type"]?.lowercased().hasPrefix("text/event-stream") == true
        else {
            throw .protocolViolation("'\(workshop.address)' sent something that is no stream")
        }
        reader = EventStreamReader()
        state = .streaming(exchange)
        connectedAt = options.pacing.now()
        broughtMessages = false
        hasConnected = true
        pending.append(.connected)
    }

    /// Where a stream that only wants what is new begins: without an id to resume from, what is
    /// published between a lost connection and the next would be lost. `nil` when the server
    /// does not say.
    private nonisolated(nonsending) func currentPosition() async throws(ClientError) -> ULID? {
        let status = try await workshop.get(.status, limit: .receipt)
        guard let last = status["last-id"] else { return nil }
        return last.kind == .null ? .zero : last.string.flatMap { ULID($0) }
    }

    private func request() -> Request {
        var query = query
        query.format = .events
        query.cursor = hasConnected ? nil : cursor.position
        let channels = query.filter.channels
        let channel = channels.count == 1 ? channels.first : nil
        var request = workshop.request(
            .get, channel.map { .channel($0) } ?? .everything,
            query.parameters(channelInPath: channel != nil),
            patience: .silence(options.silenceTimeout))
        request.headers = [("Accept", "text/event-stream"), ("Cache-Control", "no-cache")]
        if hasConnected, let position = cursor.position {
            request.headers.append(("Last-Event-ID", position.text))
        }
        return request
    }

    private nonisolated(nonsending) func wait(_ duration: Duration) async throws(ClientError) {
        do {
            try await options.pacing.sleep(duration)
        } catch {
            throw .cancelled
        }
        state = .disconnected
    }

    private nonisolated(nonsending) func read(_ exchange: Exchange) async throws(ClientError) {
        guard let chunk = try await exchange.nextChunk() else {
            throw .brokenOff("the server at '\(workshop.address)' ended the stream")
        }
        do {
            try chunk.withUnsafeBytes { bytes in
                try reader.feed(bytes) { pending += try FollowEvent.events($0) }
            }
        } catch {
            let reason = (error as? APIError)?.message ?? "it cannot be read"
            throw .protocolViolation(
                "the stream of '\(workshop.address)' is broken: \(reason)")
        }
    }

    /// Decides what a lost connection means: the end, or another attempt.
    private func lose(_ error: ClientError) throws(ClientError) {
        let isFatal =
            !error.isTransient || (!hasConnected && options.firstConnection == .required)
        let wasConnected = if case .streaming = state { true } else { false }
        guard !isFatal else {
            state = .ended
            throw error
        }
        let duration = options.pacing.now() - connectedAt
        let wait = backoff.wait(
            after: wasConnected
                ? .connected(for: duration, broughtMessages: broughtMessages) : .neverConnected,
            randomness: options.pacing.randomness())
        state = .waiting(wait)
        pending.append(.disconnected(error, retryIn: wait))
    }
}
