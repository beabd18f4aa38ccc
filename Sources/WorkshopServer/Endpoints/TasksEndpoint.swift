import NIOCore
import WorkshopModel
import WorkshopStore

/// `/tasks`, `/tasks/{id}` and the verbs.
enum TasksEndpoint {
    static func create(
        _ request: Request, _ body: ByteBuffer, _ exchange: Exchange
    ) throws(APIError) {
        let draft = try body.withBody { bytes throws(APIError) in try TaskDraft(parsing: bytes) }
        let receipt = { @Sendable (task: TaskRecord) in
            var writer = JSONWriter()
            writer.object { $0.member("id", task.id) }
            return writer.finish()
        }
        exchange.context.store.createTask(
            draft, retry: try request.retry(of: body, receipt),
            completion: exchange.answer(status: 201, receipt))
    }

    static func list(_ request: Request, _ exchange: Exchange) throws(APIError) {
        let query = try TaskListQuery(request.query)
        let store = exchange.context.store
        store.tasks(
            query, byteLimit: LoopContext.historyBytes,
            completion: exchange.answer(list: \.json) { rest, completion in
                store.tasks(
                    continuing: rest, byteLimit: LoopContext.historyBytes,
                    completion: completion)
            })
    }

    static func show(_ id: String, _ exchange: Exchange) {
        exchange.context.store.task(
            id, completion: exchange.answer { Response(status: 200, json: $0.json) })
    }

    static func perform(
        _ verb: TaskVerb, on id: String, _ request: Request, _ body: ByteBuffer,
        _ exchange: Exchange
    ) throws(APIError) {
        let action = try body.withBody { bytes throws(APIError) in
            try TaskRequest(parsing: bytes, id: id, verb: verb)
        }
        let receipt = { @Sendable (receipt: TaskReceipt) in receipt.json }
        exchange.context.store.perform(
            action, retry: try request.retry(of: body, receipt),
            completion: exchange.answer(status: 200, receipt))
    }
}
