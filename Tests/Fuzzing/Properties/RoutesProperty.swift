import WorkshopModel

/// A path that is parsed and printed is parsed as the same route, and bytes that a client may send
/// as they are or escaped mean the same in both forms.
enum RoutesProperty {
    static func check(_ input: [UInt8]) throws(Violation) -> Verdict {
        let path = String(decoding: input, as: UTF8.self)
        let (found, escaped) = (parse(path), parse(path.escaped(except: "/%")))
        switch (found, escaped) {
        case (.success(let route), .success(let other)):
            try require(route.path.isSame(as: other.path), "a route is the same when escaped")
            try check(route, of: path)
            return .accepted
        case (.failure(let error), .failure(let other)):
            try require(error.code == other.code, "a refusal is the same when escaped")
            try require(
                [.notFound, .malformed].contains(error.code), "a path is not there or malformed")
            try require(!error.message.isEmpty, "a refusal says why")
            return .refused
        case (.success, .failure), (.failure, .success):
            throw Violation(sentence: "a path is a route whether escaped or not")
        }
    }

    private static func check(_ route: Route, of path: String) throws(Violation) {
        let printed = route.path
        guard case .success(let again) = parse(printed) else {
            throw Violation(sentence: "a route that is printed is a route")
        }
        try require(again == route, "a route that is printed is the same route")
        try require(again.path.isSame(as: printed), "a route is printed the one way")
        try require(
            printed.isSame(as: printed.escaped(except: "/%")), "a route is printed as a URL")
        try require(printed.utf8.count <= 3 * path.utf8.count, "a byte is at most three in a URL")
        try require(route.methods.contains(.options), "every route tells what may be asked of it")
    }

    private static func parse(_ path: String) -> Result<Route, APIError> {
        Result { () throws(APIError) in try Route(path: path[...]) }
    }
}
