import WorkshopModel

/// Keeps web pages from elsewhere from driving the mesh through a visitor's browser.
///
/// Two ways in are shut: a request that says it comes from another page (`Origin`,
/// `Sec-Fetch-Site`), and a page whose host name was rebound to this server's address, which
/// shows in a `Host` that no mesh uses.
public struct BrowserGuard: Sendable {
    private let hostnames: Set<String>
    private let origins: Set<WebOrigin>

    /// - Parameters:
    ///   - hostnames: names admitted as `Host`, the machine's own among them.
    ///   - origins: origins of other pages that may drive this server.
    public init(hostnames: [String] = [], origins: [WebOrigin] = []) {
        self.hostnames = Set(hostnames.compactMap { Authority($0)?.host })
        self.origins = Set(origins)
    }

    /// What the guard looks at.
    struct Claims {
        /// The `Host` header.
        var host: String?
        /// The authority of an absolute request target, which takes the place of `Host`
        /// (RFC 9112 § 3.2.2).
        var target: String?
        var origin: String?
        /// In lower case.
        var fetchSites: [String]
        /// Something that is to be shown inside another page: `Sec-Fetch-Dest`.
        var isFramed: Bool
        /// A person who follows a link: `GET /ui` with `Sec-Fetch-Mode: navigate`.
        var isNavigationToPage: Bool
        var isVersion10: Bool
    }

    /// - Returns: the origin to name in `Access-Control-Allow-Origin`, if any.
    /// - Throws: ``APIError``: `.malformed` without `Host`, `.misdirected` for a foreign one,
    ///   `.forbidden` for a foreign page.
    func check(_ claims: Claims) throws(APIError) -> String? {
        if let host = try BrowserGuard.host(of: claims) {
            let authority = try admittedAuthority(host)
            if let origin = claims.origin {
                if admits(origin: origin) { return origin }
                try BrowserGuard.checkOrigin(origin, isServedBy: authority, host)
            }
        }
        try checkPage(claims)
        return nil
    }

    /// The part of it that is not about `Host` and `Origin`.
    func checkPage(_ claims: Claims) throws(APIError) {
        if BrowserGuard.isForeign(claims) {
            throw APIError(
                .forbidden,
                "the request comes from a page of another site, which may not drive this server; "
                    + "one that 'workshop serve --allow-origin' names may, where its browser says "
                    + "which it is, as it does for 'fetch'")
        }
    }

    /// Whether the browser says that it asks for a page of another site, or for a frame in one of
    /// another origin, which could tell an answer from another without reading either.
    private static func isForeign(_ claims: Claims) -> Bool {
        if claims.isFramed {
            return !claims.fetchSites.allSatisfy { $0 == "same-origin" || $0 == "none" }
        }
        return claims.fetchSites.contains("cross-site") && !claims.isNavigationToPage
    }

    /// Whether `--allow-origin` named it.
    func admits(origin: String) -> Bool {
        !origins.isEmpty && WebOrigin(origin).map(origins.contains) ?? false
    }

    /// Whether answers depend on who asks, which caches have to know.
    var variesByOrigin: Bool { !origins.isEmpty }

    /// The host that a request names; `nil` for one of HTTP/1.0 that names none.
    private static func host(of claims: Claims) throws(APIError) -> String? {
        if claims.host != nil || claims.isVersion10 {
            if let host = claims.target ?? claims.host, !host.isEmpty { return host }
            if claims.isVersion10, claims.target == nil, claims.origin == nil { return nil }
        }
        throw APIError(.malformed, "the 'Host' header is missing")
    }

    private func admittedAuthority(_ host: String) throws(APIError) -> Authority {
        guard let authority = Authority(host) else {
            throw APIError(
                .misdirected,
                "'\(host.prefix(300))' is no host; 'Host' is a name or an address, "
                    + "and a port if there is one")
        }
        let name = authority.host
        if BrowserGuard.isOfAMesh(name) || hostnames.contains(name) { return authority }
        throw APIError(
            .misdirected,
            "this server does not answer to the name '\(name.prefix(253))'; "
                + "'workshop serve --hostname \(name.prefix(253))' would make it")
    }

    private static func checkOrigin(
        _ origin: String, isServedBy authority: Authority, _ host: String
    ) throws(APIError) {
        let page = WebOrigin(origin)
        if let page, page.isServed(by: authority) { return }
        // What nginx calls '$host' has no port.
        let name = page.map { $0.hasHost(of: authority) } ?? false ? "$http_host" : "$host"
        throw APIError(
            .forbidden,
            "the page of origin '\(origin.prefix(300))' may not drive this server, which is "
                + "'\(host.prefix(300))'; behind nginx, say 'proxy_set_header Host \(name);'")
    }

    /// Names that public DNS cannot point somewhere by surprise.
    private static func isOfAMesh(_ name: String) -> Bool {
        if IPAddress(name) != nil { return true }
        guard !name.hasPrefix(".") else { return false }
        if !name.unicodeScalars.contains(where: isDot) { return true }
        return [".localhost", ".local", ".lan", ".internal", ".home.arpa", ".ts.net"]
            .contains { name.hasSuffix($0) }
    }

    /// What separates labels (RFC 3490 § 3.1).
    private static func isDot(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", "\u{3002}", "\u{FF0E}", "\u{FF61}": true
        default: false
        }
    }
}
