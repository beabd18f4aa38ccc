import NIOCore
import WorkshopModel
import WorkshopStore

/// One request on its connection, as an endpoint sees it: brings the store's answers back to the
/// connection's event loop.
struct Exchange: Sendable {
    private let connection: ConnectionHandler

    init(_ connection: ConnectionHandler) {
        self.connection = connection
    }

    var context: LoopContext { connection.loopContext }

    /// Answers now. On the event loop only.
    func respond(_ response: Response) { connection.respond(response) }

    /// Opens a stream. On the event loop only.
    func openStream(_ query: StreamQuery) { connection.openStream(query) }

    /// A completion that renders the store's answer, or its error, on the event loop.
    func answer<Value: Sendable>(
        _ render: @escaping @Sendable (Value) -> Response
    ) -> Completion<Value> {
        hop { result in
            switch result {
            case .success(let value): connection.respond(render(value))
            case .failure(let error): connection.respond(Response(error))
            }
        }
    }

    /// A completion that answers what was done now, or what a repeat was answered before.
    func answer<Value: Sendable>(
        status: Int, _ render: @escaping @Sendable (Value) -> JSONText
    ) -> Completion<Answer<Value>> {
        answer { answer in
            switch answer {
            case .first(let value): Response(status: status, json: render(value))
            case .again(let json): Response(status: status, json: json)
            }
        }
    }

    /// Lets the request wait for something that may never come. On the event loop only.
    ///
    /// - Parameters:
    ///   - withdraw: gives up the waiting when the peer has gone or the server ends; `false` when
    ///     it is too late and the answer is on its way.
    ///   - ending: what the peer is answered when the time is over.
    func wait(
        _ time: TimeAmount, withdraw: @escaping () -> Bool, atEnd ending: Response
    ) {
        connection.wait(time, withdraw: withdraw, atEnd: ending)
    }

    /// A completion that runs on the event loop.
    func hop<Value: Sendable>(
        _ body: @escaping @Sendable (Result<Value, APIError>) -> Void
    ) -> Completion<Value> {
        let mailbox = context.mailbox
        return { result in mailbox.post { body(result) } }
    }

    func beginBody(_ head: PagedBody.Head, of body: PagedBody) {
        connection.beginBody(head, of: body)
    }

    func endBody(keepAlive: Bool) { connection.endBody(keepAlive: keepAlive) }

    func write(_ buffer: ByteBuffer) { connection.write(buffer) }

    var isWritable: Bool { connection.isWritable }

    /// Answers with an error although the request's body may not be whole.
    func refuse(_ error: APIError) { connection.refuse(error) }

    func resumeInput() { connection.resumeInput() }

    /// The answer cannot be finished: the peer sees the connection break.
    func abort() { connection.closeNow() }
}
