import Synchronization
import WorkshopModel
import WorkshopStore

/// `GET /ch/{ch}/history` and `GET /history`: an answer that fits a page goes out whole, a longer
/// one page by page.
enum HistoryEndpoint {
    private static let contentType = "application/x-ndjson"

    static func get(
        _ channel: ChannelName?, _ request: Request, _ exchange: Exchange
    ) throws(APIError) {
        let query = try HistoryQuery(request.query, channel: channel)
        exchange.context.store.history(
            query, byteLimit: LoopContext.historyBytes,
            completion: exchange.hop { result in
                switch result {
                case .success(let page): send(page, exchange)
                case .failure(let error): exchange.respond(Response(error))
                }
            })
    }

    private static func send(_ first: HistoryPage, _ exchange: Exchange) {
        guard first.rest != nil else {
            return exchange.respond(
                Response(status: 200, contentType: contentType, body: first.lines))
        }
        let pages = HistoryPages(first: first, store: exchange.context.store)
        exchange.beginBody(
            PagedBody.Head(status: 200, contentType: contentType),
            of: PagedBody(pages, exchange: exchange))
    }
}

/// The pages of one history answer.
private final class HistoryPages: PageSource {
    private enum Next {
        case page(HistoryPage)
        case read(HistoryRest)
        case nothing
    }

    private let store: any Store
    private let next: Mutex<Next>

    init(first: HistoryPage, store: any Store) {
        self.store = store
        next = Mutex(.page(first))
    }

    func next(completion: @escaping Completion<BodyPage>) {
        let turn = next.withLock { next in
            let turn = next
            next = .nothing
            return turn
        }
        switch turn {
        case .page(let page): completion(.success(take(page)))
        case .read(let rest):
            store.history(continuing: rest, byteLimit: LoopContext.historyBytes) { result in
                completion(result.map { self.take($0) })
            }
        case .nothing: preconditionFailure("a page was asked for after the last")
        }
    }

    func release() {}

    private func take(_ page: HistoryPage) -> BodyPage {
        if let rest = page.rest { next.withLock { $0 = .read(rest) } }
        return BodyPage(bytes: page.lines, isLast: page.rest == nil)
    }
}
