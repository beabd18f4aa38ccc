import NIOHTTP1
import WorkshopModel

/// By what a request is counted: one of a hundred and five, whatever is asked.
struct RequestKind: Sendable {
    let route: RouteTemplate
    /// `nil` for one that no route has.
    let method: RequestMethod?

    /// What came was no request.
    static let unreadable = RequestKind(route: .none, method: nil)

    init(_ route: Route, _ method: RequestMethod) {
        self.init(route: RouteTemplate(route), method: method)
    }

    /// Of a request that was refused for its head.
    init(refused head: HTTPRequestHead) {
        // A path that is none has the template of those.
        let route = try? Route(path: RequestTarget(head.uri).path)
        self.init(
            route: route.map { RouteTemplate($0) } ?? .none,
            method: RequestMethod(rawValue: head.method.rawValue))
    }

    private init(route: RouteTemplate, method: RequestMethod?) {
        self.route = route
        self.method = method
    }

    /// Every kind, by ``place``.
    static let all = RouteTemplate.allCases.flatMap { route in
        methods.map { RequestKind(route: route, method: $0) }
    }

    private static let methods: [RequestMethod?] = [.get, .head, .post, .options, nil]

    /// As many as ``methods``, told here because every request asks.
    private static let columns = 5

    /// Its index among ``all``.
    var place: Int {
        let column =
            switch method {
            case .get: 0
            case .head: 1
            case .post: 2
            case .options: 3
            case nil: 4
            }
        return route.rawValue * RequestKind.columns + column
    }

    var methodText: String { method?.rawValue ?? "other" }
}
