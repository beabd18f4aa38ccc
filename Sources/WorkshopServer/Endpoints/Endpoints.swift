import NIOCore
import WorkshopModel

/// Sends each request to the file that answers it.
enum Endpoints {
    /// Answers a request whose body is whole.
    ///
    /// - Throws: ``APIError`` when the request itself is wrong; what the store refuses is answered
    ///   by the endpoint.
    static func answer(
        _ request: Request, body: ByteBuffer, exchange: Exchange
    ) throws(APIError) {
        switch (request.method, request.route) {
        case (.options, let route): exchange.respond(OptionsEndpoint.answer(route, request))
        case (.post, .channel(let channel)):
            try PublishEndpoint.post(channel, request, body, exchange)
        case (_, .channel(let channel)): try StreamEndpoint.get(channel, request, exchange)
        case (_, .everything): try StreamEndpoint.get(nil, request, exchange)
        case (_, .channelHistory(let channel)):
            try HistoryEndpoint.get(channel, request, exchange)
        case (_, .history): try HistoryEndpoint.get(nil, request, exchange)
        case (_, .channels): try ChannelsEndpoint.get(request, exchange)
        case (.post, .tasks): try TasksEndpoint.create(request, body, exchange)
        case (_, .tasks): try TasksEndpoint.list(request, exchange)
        case (_, .nextTask): try NextTaskEndpoint.claim(request, body, exchange)
        case (_, .task(let id)): TasksEndpoint.show(id, exchange)
        case (_, .taskVerb(let id, let verb)):
            try TasksEndpoint.perform(verb, on: id, request, body, exchange)
        case (_, .file(let hash)): try FilesEndpoint.get(hash, request, exchange)
        case (.post, .presence): try PresenceEndpoint.post(body, exchange)
        case (_, .presence): PresenceEndpoint.get(exchange)
        case (_, .status): StatusEndpoint.get(exchange)
        case (_, .metrics): MetricsEndpoint.get(exchange)
        case (_, .page): try PageEndpoint.get("index.html", request, exchange)
        case (_, .pageAsset(let name)): try PageEndpoint.get(name, request, exchange)
        case (_, .files): preconditionFailure("an upload is taken as it comes")
        }
    }
}

extension ByteBuffer {
    /// The body's bytes, for as long as the closure runs.
    func withBody<Value>(
        _ read: (UnsafeBufferPointer<UInt8>) throws(APIError) -> Value
    ) throws(APIError) -> Value {
        let result = withUnsafeReadableBytes { raw in
            raw.withMemoryRebound(to: UInt8.self) { bytes in
                Result { () throws(APIError) in try read(bytes) }
            }
        }
        return try result.get()
    }
}
