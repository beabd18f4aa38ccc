import NIOCore
import WorkshopModel
import WorkshopStore

/// `POST /tasks/claim`: whatever task fits, now or as soon as there is one.
enum NextTaskEndpoint {
    static func claim(
        _ request: Request, _ body: ByteBuffer, _ exchange: Exchange
    ) throws(APIError) {
        let wish = try body.withBody { bytes throws(APIError) in
            try NextTaskRequest(parsing: bytes)
        }
        let answer = { @Sendable (task: TaskRecord) in task.json }
        let retry = try request.retry(of: body, answer)
        var ticket: ClaimTicket?
        if wish.wait > .zero {
            let waiting = ClaimTicket()
            ticket = waiting
            exchange.wait(
                TimeAmount(wish.wait), withdraw: { waiting.withdraw() }, atEnd: nothing)
        }
        exchange.context.store.claimNext(
            wish, retry: retry, ticket: ticket,
            completion: exchange.hop { result in
                switch result {
                case .success(.first(let task)?):
                    exchange.respond(Response(status: 200, json: answer(task)))
                case .success(.again(let json)?):
                    exchange.respond(Response(status: 200, json: json))
                case .success(nil): exchange.respond(nothing)
                case .failure(let error): exchange.respond(Response(error))
                }
            })
    }

    private static let nothing = Response(status: 204, contentType: nil)
}
