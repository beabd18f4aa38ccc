import NIOHTTP1
import WorkshopModel

/// Turns decoded heads into requests, or says what is wrong with them.
///
/// Remembers what it has let in: agents ask for few targets, by few names, again and again.
/// Confined to its event loop.
final class RequestCheck {
    /// A target that was taken apart, in origin form.
    private struct KnownTarget {
        let target: RequestTarget
        let route: Route
        let query: QueryParameters
    }

    /// Beyond this many, all are forgotten: whoever asks for something else each time costs what
    /// it would without.
    private static let mostKnown = 256
    /// Bytes of what is remembered at most.
    private static let longestKnown = 256

    private let browser: BrowserGuard
    private var targets: [String: KnownTarget] = [:]
    private var hosts: Set<String> = []

    init(browser: BrowserGuard) {
        self.browser = browser
    }

    /// - Throws: ``APIError``, in this order: sizes, the browser guard, the path, the method, the
    ///   query.
    func check(_ head: HTTPRequestHead) throws(APIError) -> Request {
        try RequestCheck.checkSizes(head)
        try RequestCheck.checkEncoding(head)
        let known = targets[head.uri]
        let target = known?.target ?? RequestTarget(head.uri)
        let origin = try checkBrowser(head, target)
        if head.uri == "*", head.method == .OPTIONS {
            return RequestCheck.request(head, .everything, .options, QueryParameters(), origin)
        }
        let route = if let known { known.route } else { try Route(path: target.path) }
        guard let method = RequestMethod(rawValue: head.method.rawValue),
            route.methods.contains(method)
        else {
            throw APIError(
                .methodNotAllowed,
                "\(head.method.rawValue) is not for '\(target.path.prefix(200))', "
                    + "which takes \(RequestCheck.list(route))")
        }
        let query =
            if let known { known.query } else { try QueryParameters(parsing: target.query) }
        if known == nil, target.authority == nil {
            remember(head.uri, KnownTarget(target: target, route: route, query: query))
        }
        return RequestCheck.request(head, route, method, query, origin)
    }

    private func remember(_ uri: String, _ target: KnownTarget) {
        guard uri.utf8.count <= RequestCheck.longestKnown else { return }
        if targets.count >= RequestCheck.mostKnown { targets.removeAll(keepingCapacity: true) }
        targets[uri] = target
    }

    private func remember(host: String) {
        guard host.utf8.count <= RequestCheck.longestKnown else { return }
        if hosts.count >= RequestCheck.mostKnown { hosts.removeAll(keepingCapacity: true) }
        hosts.insert(host)
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
            && head.headers.values(of: "expect").contains { $0.lowercased() == "100-continue" }
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
        let encodings = head.headers.values(of: "transfer-encoding")
        guard encodings.allSatisfy({ $0.lowercased() == "chunked" }) else {
            throw APIError(
                .malformed, "the only 'Transfer-Encoding' that is understood is 'chunked'")
        }
    }

    private func checkBrowser(
        _ head: HTTPRequestHead, _ target: RequestTarget
    ) throws(APIError) -> String? {
        let hosts = head.headers.values(of: "host")
        guard hosts.count <= 1 else {
            throw APIError(.malformed, "there is more than one 'Host' header")
        }
        let origins = head.headers.values(of: "origin")
        guard origins.count <= 1 else {
            throw APIError(.malformed, "there is more than one 'Origin' header")
        }
        let claims = BrowserGuard.Claims(
            host: hosts.first, target: target.authority, origin: origins.first,
            fetchSites: head.headers.values(of: "sec-fetch-site").map { $0.lowercased() },
            isFramed: RequestCheck.isFramed(head),
            isNavigationToPage: head.method == .GET && target.path == "/ui"
                && head.headers.first(name: "sec-fetch-mode") == "navigate",
            isVersion10: head.isVersion10)
        if let host = claims.host, claims.origin == nil, claims.target == nil {
            if self.hosts.contains(host) {
                try browser.checkPage(claims)
                return nil
            }
            let origin = try browser.check(claims)
            remember(host: host)
            return origin
        }
        return try browser.check(claims)
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
            && head.headers.values(of: "connection").contains { $0.lowercased() == "upgrade" }
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

extension HTTPHeaders {
    /// The values of all headers of this name, those in lists apart.
    ///
    /// The same as `self[canonicalForm:]`, which makes half a dozen arrays for what is mostly one
    /// plain value or none.
    ///
    /// - Parameter name: in lower case.
    fileprivate func values(of name: String) -> [String] {
        var values: [String] = []
        for (itsName, value) in self
        where itsName.utf8.count == name.utf8.count && itsName.lowercased() == name {
            guard values.isEmpty, HTTPHeaders.isPlain(value) else {
                return self[canonicalForm: name].map(String.init)
            }
            values.append(value)
        }
        return values
    }

    private static func isPlain(_ value: String) -> Bool {
        !value.isEmpty
            && value.utf8.allSatisfy {
                $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t")
            }
    }
}
