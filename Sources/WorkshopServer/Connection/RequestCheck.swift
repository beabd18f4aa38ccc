import NIOHTTP1
import WorkshopModel

/// Turns a decoded head into a request, or says what is wrong with it.
struct RequestCheck {
    let browser: BrowserGuard

    /// - Throws: ``APIError``, in this order: sizes, the browser guard, the path, the method, the
    ///   query.
    func check(_ head: HTTPRequestHead) throws(APIError) -> Request {
        try RequestCheck.checkSizes(head)
        try RequestCheck.checkEncoding(head)
        let target = RequestTarget(head.uri)
        let origin = try checkBrowser(head, target)
        if head.uri == "*", head.method == .OPTIONS {
            return RequestCheck.request(head, .everything, .options, QueryParameters(), origin)
        }
        let route = try Route(path: target.path)
        guard let method = RequestMethod(rawValue: head.method.rawValue),
            route.methods.contains(method)
        else {
            throw APIError(
                .methodNotAllowed,
                "\(head.method.rawValue) is not for '\(target.path.prefix(200))', "
                    + "which takes \(RequestCheck.list(route))")
        }
        let query = try QueryParameters(parsing: target.query)
        return RequestCheck.request(head, route, method, query, origin)
    }

    /// What `Allow` says of the path of a head.
    static func allowed(_ head: HTTPRequestHead) -> String {
        // Only asked after the path was found to be one.
        (try? Route(path: RequestTarget(head.uri).path)).map(list) ?? ""
    }

    static func list(_ route: Route) -> String {
        route.methods.map(\.rawValue).joined(separator: ", ")
    }

    static func expectsContinue(_ head: HTTPRequestHead) -> Bool {
        !head.isVersion10
            && head.headers[canonicalForm: "expect"].contains { $0.lowercased() == "100-continue" }
    }

    /// Whether nothing follows the head, so that the connection can go on after a refusal.
    static func announcesNoBody(_ head: HTTPRequestHead) -> Bool {
        guard !head.headers.contains(name: "transfer-encoding") else { return false }
        let length = head.headers.first(name: "content-length")
        return length == nil || length == "0"
    }

    /// Stands for a request that was refused before it became one.
    static func placeholder(_ head: HTTPRequestHead, _ origin: String?) -> Request {
        request(
            head, .everything, RequestMethod(rawValue: head.method.rawValue) ?? .get,
            QueryParameters(), origin)
    }

    static let bodyTooLarge = APIError(
        .tooLarge, "the body has more than \(Limits.jsonBody) bytes; bulk goes to /files")

    static func fileTooLarge(_ limit: Int64) -> APIError {
        APIError(
            .tooLarge,
            "the file has more than \(limit) bytes; 'workshop serve --max-file-size' sets the limit"
        )
    }

    private static func checkSizes(_ head: HTTPRequestHead) throws(APIError) {
        let line =
            head.method.rawValue.utf8.count + head.uri.utf8.count + " HTTP/1.1".utf8.count + 1
        guard line <= Limits.requestLine else {
            throw APIError(.requestLineTooLong, HeadSizeGate.lineMessage)
        }
        var bytes = 0
        for (name, value) in head.headers { bytes += name.utf8.count + value.utf8.count + 4 }
        guard bytes <= Limits.headers else {
            throw APIError(.headersTooLarge, HeadSizeGate.headersMessage)
        }
    }

    /// A body in another encoding would be stored as if it were in none.
    private static func checkEncoding(_ head: HTTPRequestHead) throws(APIError) {
        let encodings = head.headers[canonicalForm: "transfer-encoding"]
        guard encodings.allSatisfy({ $0.lowercased() == "chunked" }) else {
            throw APIError(
                .malformed, "the only 'Transfer-Encoding' that is understood is 'chunked'")
        }
    }

    private func checkBrowser(
        _ head: HTTPRequestHead, _ target: RequestTarget
    ) throws(APIError) -> String? {
        let hosts = head.headers[canonicalForm: "host"]
        guard hosts.count <= 1 else {
            throw APIError(.malformed, "there is more than one 'Host' header")
        }
        let origins = head.headers[canonicalForm: "origin"]
        guard origins.count <= 1 else {
            throw APIError(.malformed, "there is more than one 'Origin' header")
        }
        return try browser.check(
            BrowserGuard.Claims(
                host: hosts.first.map(String.init), target: target.authority,
                origin: origins.first.map(String.init),
                fetchSites: head.headers[canonicalForm: "sec-fetch-site"].map { $0.lowercased() },
                isFramed: RequestCheck.isFramed(head),
                isNavigationToPage: head.method == .GET && target.path == "/ui"
                    && head.headers.first(name: "sec-fetch-mode") == "navigate",
                isVersion10: head.isVersion10))
    }

    private static func isFramed(_ head: HTTPRequestHead) -> Bool {
        switch head.headers.first(name: "sec-fetch-dest") {
        case "iframe", "frame", "fencedframe", "embed", "object": true
        default: false
        }
    }

    private static func request(
        _ head: HTTPRequestHead, _ route: Route, _ method: RequestMethod,
        _ query: QueryParameters, _ origin: String?
    ) -> Request {
        // The decoder stops reading after a request that asks for another protocol.
        let asksForUpgrade =
            head.headers.contains(name: "upgrade")
            && head.headers[canonicalForm: "connection"].contains { $0.lowercased() == "upgrade" }
            || head.method == .CONNECT
        return Request(
            route: route, method: method, query: query, headers: head.headers,
            isVersion10: head.isVersion10,
            keepAlive: head.isKeepAlive && !asksForUpgrade, allowedOrigin: origin)
    }
}

extension HTTPRequestHead {
    /// HTTP/1.0 and older; the decoder refuses everything but 1.x.
    var isVersion10: Bool { version.minor == 0 }
}
