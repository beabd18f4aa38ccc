import Synchronization
import WorkshopModel
import WorkshopStore

/// The pages of a list as one JSON array: the first is there already, the others are read one by
/// one.
final class ArrayPages<Element: Sendable, Key: Sendable>: PageSource {
    typealias Page = ListPage<Element, Key>
    typealias Read = @Sendable (Page.Rest, @escaping Completion<Page>) -> Void

    private enum Next {
        case page(Page)
        case read(Page.Rest)
        case nothing
    }

    private struct State {
        var next: Next
        var isFirst = true
    }

    private let json: @Sendable (Element) -> JSONText
    private let read: Read
    private let state: Mutex<State>

    /// - Parameter read: fetches the page after one.
    init(first: Page, json: @escaping @Sendable (Element) -> JSONText, read: @escaping Read) {
        self.json = json
        self.read = read
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
            read(rest) { result in completion(result.map { self.take($0) }) }
        case .nothing: preconditionFailure("a page was asked for after the last")
        }
    }

    func release() {}

    private func take(_ page: Page) -> BodyPage {
        state.withLock { state in
            var bytes: [UInt8] = []
            for element in page.elements {
                bytes.append(UInt8(ascii: state.isFirst ? "[" : ","))
                state.isFirst = false
                bytes.append(contentsOf: json(element).bytes)
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

extension Exchange {
    /// A completion that answers a list as a JSON array: at once when it is short, page by page
    /// when the store has more of it.
    ///
    /// - Parameter read: fetches the page after one.
    func answer<Element: Sendable, Key: Sendable>(
        list json: @escaping @Sendable (Element) -> JSONText,
        continuing read: @escaping ArrayPages<Element, Key>.Read
    ) -> Completion<ListPage<Element, Key>> {
        hop { result in
            switch result {
            case .success(let page) where page.rest == nil:
                var writer = JSONWriter()
                writer.array(page.elements) { $0.write(json($1)) }
                respond(Response(status: 200, json: writer.finish()))
            case .success(let first):
                beginBody(
                    PagedBody.Head(status: 200, contentType: "application/json"),
                    of: PagedBody(
                        ArrayPages(first: first, json: json, read: read), exchange: self))
            case .failure(let error): respond(Response(error))
            }
        }
    }
}
