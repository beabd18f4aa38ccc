import NIOCore
import Synchronization
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
        exchange.context.store.tasks(
            query, byteLimit: LoopContext.historyBytes,
            completion: exchange.hop { result in
                switch result {
                case .success(let page): send(page, exchange)
                case .failure(let error): exchange.respond(Response(error))
                }
            })
    }

    private static func send(_ first: TaskPage, _ exchange: Exchange) {
        guard first.rest != nil else {
            var writer = JSONWriter(capacity: 512 * first.tasks.count)
            writer.array(first.tasks) { $0.write($1.json) }
            return exchange.respond(Response(status: 200, json: writer.finish()))
        }
        let pages = TaskPages(first: first, store: exchange.context.store)
        exchange.beginBody(
            PagedBody.Head(status: 200, contentType: "application/json"),
            of: PagedBody(pages, exchange: exchange))
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

/// The pages of one long list of tasks, an array over all of them.
private final class TaskPages: PageSource {
    private enum Next {
        case page(TaskPage)
        case read(TaskListRest)
        case nothing
    }

    private struct State {
        var next: Next
        var isFirst = true
    }

    private let store: any Store
    private let state: Mutex<State>

    init(first: TaskPage, store: any Store) {
        self.store = store
        state = Mutex(State(next: .page(first)))
    }

    func next(completion: @escaping Completion<BodyPage>) {
        let turn = state.withLock { state in
            let turn = state.next
            state.next = .nothing
            return turn
        }
        switch turn {
        case .page(let page): completion(.success(take(page)))
        case .read(let rest):
            store.tasks(continuing: rest, byteLimit: LoopContext.historyBytes) { result in
                completion(result.map { self.take($0) })
            }
        case .nothing: preconditionFailure("a page was asked for after the last")
        }
    }

    func release() {}

    private func take(_ page: TaskPage) -> BodyPage {
        state.withLock { state in
            var bytes: [UInt8] = []
            for task in page.tasks {
                bytes.append(UInt8(ascii: state.isFirst ? "[" : ","))
                state.isFirst = false
                bytes.append(contentsOf: task.json.bytes)
            }
            if let rest = page.rest {
                state.next = .read(rest)
            } else {
                bytes.append(contentsOf: state.isFirst ? "[]".utf8 : "]".utf8)
            }
            return BodyPage(bytes: bytes, isLast: page.rest == nil)
        }
    }
}
