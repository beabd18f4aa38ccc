import Synchronization
import WorkshopModel
import WorkshopStore

/// A part of a JSON array that the store answers in pages.
struct ArrayPage<Rest: Sendable>: Sendable {
    var elements: [JSONText]
    /// What is still to be read; `nil` when this was the last page.
    var rest: Rest?
}

/// The pages of one JSON array: the first is there already, the others are read one by one.
final class ArrayPages<Rest: Sendable>: PageSource {
    typealias Page = ArrayPage<Rest>

    private enum Next {
        case page(Page)
        case read(Rest)
        case nothing
    }

    private struct State {
        var next: Next
        var isFirst = true
    }

    private let read: @Sendable (Rest, @escaping Completion<Page>) -> Void
    private let state: Mutex<State>

    /// - Parameter read: fetches the page after one.
    init(first: Page, read: @escaping @Sendable (Rest, @escaping Completion<Page>) -> Void) {
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
                bytes.append(contentsOf: element.bytes)
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
    /// A completion that answers a JSON array: at once when it is short, page by page when the
    /// store has more of it.
    ///
    /// - Parameters:
    ///   - array: the elements of a page, and what is still to be read after it.
    ///   - read: fetches the page after one.
    func answer<Page: Sendable, Rest: Sendable>(
        array: @escaping @Sendable (Page) -> ArrayPage<Rest>,
        continuing read: @escaping @Sendable (Rest, @escaping Completion<Page>) -> Void
    ) -> Completion<Page> {
        hop { result in
            switch result {
            case .success(let page):
                send(array(page)) { rest, completion in
                    read(rest) { completion($0.map(array)) }
                }
            case .failure(let error): respond(Response(error))
            }
        }
    }

    private func send<Rest: Sendable>(
        _ first: ArrayPage<Rest>,
        read: @escaping @Sendable (Rest, @escaping Completion<ArrayPage<Rest>>) -> Void
    ) {
        guard first.rest != nil else {
            var writer = JSONWriter(
                capacity: first.elements.reduce(2) { $0 + $1.bytes.count + 1 })
            writer.array(first.elements) { $0.write($1) }
            return respond(Response(status: 200, json: writer.finish()))
        }
        beginBody(
            PagedBody.Head(status: 200, contentType: "application/json"),
            of: PagedBody(ArrayPages(first: first, read: read), exchange: self))
    }
}
