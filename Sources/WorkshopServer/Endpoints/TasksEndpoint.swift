import NIOCore
import WorkshopModel
import WorkshopStore

/// `/tasks`, `/tasks/{id}` and the verbs.
enum TasksEndpoint {
    static func create(_ body: ByteBuffer, _ exchange: Exchange) throws(APIError) {
        let draft = try body.withBody { bytes throws(APIError) in try TaskDraft(parsing: bytes) }
        exchange.context.store.createTask(
            draft,
            completion: exchange.answer { task in
                var writer = JSONWriter()
                writer.object { $0.member("id", task.id) }
                return Response(status: 201, json: writer.finish())
            })
    }

    static func list(_ request: Request, _ exchange: Exchange) throws(APIError) {
        let query = try TaskListQuery(request.query)
        exchange.context.store.tasks(
            query,
            completion: exchange.answer { tasks in
                var writer = JSONWriter(capacity: 512 * tasks.count)
                writer.array(tasks) { $0.write($1.json) }
                return Response(status: 200, json: writer.finish())
            })
    }

    static func show(_ id: String, _ exchange: Exchange) {
        exchange.context.store.task(
            id, completion: exchange.answer { Response(status: 200, json: $0.json) })
    }

    static func perform(
        _ verb: TaskVerb, on id: String, _ body: ByteBuffer, _ exchange: Exchange
    ) throws(APIError) {
        let request = try body.withBody { bytes throws(APIError) in
            try TaskRequest(parsing: bytes, id: id, verb: verb)
        }
        exchange.context.store.perform(
            request, completion: exchange.answer { Response(status: 200, json: $0.json) })
    }
}
