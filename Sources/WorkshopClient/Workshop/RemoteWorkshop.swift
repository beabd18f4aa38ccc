import WorkshopModel

/// A workshop as its clients see it: one method for each endpoint, ``follow(_:_:)`` for the
/// stream.
///
/// A value that can be copied and used from many tasks at once; copies share one thread and its
/// connections, which are kept open between requests and end with the last copy. Every method
/// ends at once with ``ClientError/cancelled`` when its task is cancelled, whatever it waits for.
///
/// What publishes, creates or acts on a task carries a key by which the server knows a repeat:
/// it is sent again by itself after a broken connection, and carried out once. Whoever keeps the
/// key can repeat the call after a crash of their own too, within 24 hours.
///
/// ```swift
/// let workshop = RemoteWorkshop(at: try WorkshopAddress(parsing: "http://localhost:4242"))
/// let receipt = try await workshop.publish(draft)
/// for try await event in workshop.follow(StreamQuery(cursor: receipt.id)) { … }
/// ```
public struct RemoteWorkshop: Sendable {
    public let address: WorkshopAddress
    public private(set) var configuration: ClientConfiguration
    private let transport: Transport

    /// Connects to nothing yet.
    public init(at address: WorkshopAddress, _ configuration: ClientConfiguration = .init()) {
        self.address = address
        self.configuration = configuration
        transport = Transport(
            TransportSettings(
                address: address.description, base: address.base,
                socketPath: address.socketPath, userAgent: configuration.userAgent,
                connectTimeout: configuration.connectTimeout,
                usesProxyOfEnvironment: configuration.usesProxyOfEnvironment,
                authorityFile: configuration.authorityFile,
                prefersCurl: configuration.prefersCurl))
    }

    /// The same, on the same connections, with another policy.
    func retrying(_ policy: RetryPolicy) -> RemoteWorkshop {
        var copy = self
        copy.configuration.retry = policy
        return copy
    }

    /// A request to this workshop without its body.
    func request(
        _ method: RequestMethod, _ route: Route, _ query: QueryParameters = .init(),
        patience: Request.Patience? = nil
    ) -> Request {
        Request(
            method: method, target: address.target(of: route, query),
            patience: patience ?? .whole(configuration.answerTimeout),
            mayBeMissing: route.namesOne)
    }

    /// Sends a request that needs no body to be streamed, and waits for the head of its answer.
    ///
    /// - Throws: `.refused` for any status but 2xx; `.protocolViolation` for a 404 to what every
    ///   workshop has.
    func send(_ request: Request) async throws(ClientError) -> (ResponseHead, Exchange) {
        let exchange = try transport.begin(request)
        return (try await acceptedHead(of: exchange), exchange)
    }

    /// Begins a request whose body the caller streams.
    func begin(_ request: Request) throws(ClientError) -> Exchange {
        try transport.begin(request)
    }

    /// Waits for the head and turns every status but 2xx into an error.
    func acceptedHead(of exchange: Exchange) async throws(ClientError) -> ResponseHead {
        let head = try await exchange.head()
        guard (200..<300).contains(head.status) else {
            let body = try await exchange.errorBody(limit: Refusal.bodyLimit)
            let refusal = Refusal(head: head, body: body)
            guard head.status != 404 || refusal.isOwn && exchange.request.mayBeMissing else {
                throw .protocolViolation("'\(address)' is no workshop server, or not at this path")
            }
            throw .refused(refusal)
        }
        return head
    }

    func get(
        _ route: Route, _ query: QueryParameters = .init(), limit: AnswerLimit
    ) async throws(ClientError) -> JSONText {
        var request = request(.get, route, query)
        request.headers = [("Accept", "application/json")]
        return try await answer(to: request, limit)
    }

    /// A request that changes something.
    ///
    /// - Parameter patience: how long it may take; ``ClientConfiguration/answerTimeout`` when
    ///   `nil`.
    func posting(_ json: JSONText, to route: Route, patience: Duration? = nil) -> Request {
        var request = request(
            .post, route, patience: .whole(patience ?? configuration.answerTimeout))
        request.headers = [
            ("Accept", "application/json"), ("Content-Type", "application/json"),
        ]
        request.body = .bytes(json.bytes)
        return request
    }

    func answer(
        to request: Request, _ limit: AnswerLimit
    ) async throws(ClientError) -> JSONText {
        let (_, exchange) = try await send(request)
        return try answer(in: try await exchange.body(limit: limit.rawValue))
    }

    func answer(in body: [UInt8]) throws(ClientError) -> JSONText {
        do throws(JSONError) {
            return try JSONText(parsing: body, maximumDepth: AnswerLimit.depth)
        } catch {
            throw .protocolViolation(
                "'\(address)' sent an answer that is no JSON: \(error.message)")
        }
    }

    /// A value read from an answer, or the error that says what the answer should have been.
    func expect<Value>(_ value: Value?, _ what: String) throws(ClientError) -> Value {
        guard let value else {
            throw .protocolViolation("'\(address)' sent something that is no \(what)")
        }
        return value
    }
}

extension Route {
    /// Whether it is the place of one task or one file.
    fileprivate var namesOne: Bool {
        switch self {
        case .task, .taskVerb, .file: true
        case .everything, .channel, .channelHistory, .history, .channels, .tasks, .files,
            .presence, .status, .metrics, .nextTask, .page, .pageAsset:
            false
        }
    }
}
