import WorkshopModel

/// Keeps web pages from elsewhere from driving the mesh through a visitor's browser.
///
/// Two ways in are shut: a request that says it comes from another page (`Origin`,
/// `Sec-Fetch-Site`), and a page whose host name was rebound to this server's address, which
/// shows in a `Host` that no mesh uses.
public struct BrowserGuard: Sendable {
    private let hostnames: Set<String>
    private let origins: Set<String>

    /// - Parameters:
    ///   - hostnames: names admitted as `Host`, the machine's own among them.
    ///   - origins: origins of other pages that may drive this server.
    public init(hostnames: [String] = [], origins: [String] = []) {
        self.hostnames = Set(hostnames.map(BrowserGuard.normalizedHost))
        self.origins = Set(origins.map { $0.lowercased() })
    }

    /// What the guard looks at.
    struct Claims {
        /// The `Host` header, or the authority of an absolute request target, which wins.
        var host: String?
        var origin: String?
        /// In lower case.
        var fetchSites: [String]
        /// A person who follows a link: `Sec-Fetch-Mode: navigate`.
        var isNavigationToPage: Bool
        var isVersion10: Bool
    }

    /// - Returns: the origin to name in `Access-Control-Allow-Origin`, if any.
    /// - Throws: ``APIError``: `.malformed` without `Host`, `.misdirected` for a foreign one,
    ///   `.forbidden` for a foreign page.
    func check(_ claims: Claims) throws(APIError) -> String? {
        if let host = claims.host, !host.isEmpty {
            try checkHost(host)
            if let origin = claims.origin {
                if admits(origin: origin) { return origin }
                try checkOrigin(origin, host: host)
            }
        } else if !claims.isVersion10 || claims.origin != nil {
            throw APIError(.malformed, "the 'Host' header is missing")
        }
        if claims.fetchSites.contains("cross-site"), !claims.isNavigationToPage {
            throw APIError(
                .forbidden,
                "the request comes from a page of another site, which may not drive this server; "
                    + "'workshop serve --allow-origin' would admit one")
        }
        return nil
    }

    /// Whether `--allow-origin` named it.
    func admits(origin: String) -> Bool { origins.contains(origin.lowercased()) }

    private func checkHost(_ host: String) throws(APIError) {
        let name = BrowserGuard.normalizedHost(BrowserGuard.splitPort(host).name)
        if BrowserGuard.isOfAMesh(name) || hostnames.contains(name) { return }
        throw APIError(
            .misdirected,
            "this server does not answer to the name '\(name.prefix(253))'; "
                + "'workshop serve --hostname \(name.prefix(253))' would make it")
    }

    private func checkOrigin(_ origin: String, host: String) throws(APIError) {
        let parts = origin.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, parts[1].hasPrefix("//") {
            let scheme = parts[0].lowercased()
            let authority = String(parts[1].dropFirst(2))
            let defaultPort = scheme == "https" ? "443" : scheme == "http" ? "80" : ""
            if BrowserGuard.authority(authority, dropping: defaultPort)
                == BrowserGuard.authority(host, dropping: defaultPort)
            {
                return
            }
        }
        throw APIError(
            .forbidden,
            "the page of origin '\(origin.prefix(300))' may not drive this server, which is "
                + "'\(host.prefix(300))'; behind nginx, say 'proxy_set_header Host $host;'")
    }

    private static func authority(_ text: String, dropping port: String) -> String {
        let parts = splitPort(text)
        let name = normalizedHost(parts.name)
        guard let own = parts.port, own != port, !own.isEmpty else { return name }
        return name + ":" + own
    }

    /// Splits `name:port`, minding `[v6]:port`.
    private static func splitPort(_ text: String) -> (name: String, port: String?) {
        if text.hasPrefix("["), let bracket = text.firstIndex(of: "]") {
            let rest = text[text.index(after: bracket)...]
            let name = String(text[text.index(after: text.startIndex)..<bracket])
            return (name, rest.hasPrefix(":") ? String(rest.dropFirst()) : nil)
        }
        guard let colon = text.lastIndex(of: ":"), text.firstIndex(of: ":") == colon else {
            return (text, nil)
        }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }

    private static func normalizedHost(_ name: String) -> String {
        let lower = name.lowercased()
        return lower.hasSuffix(".") ? String(lower.dropLast()) : lower
    }

    /// Names that public DNS cannot point somewhere by surprise.
    private static func isOfAMesh(_ name: String) -> Bool {
        if IPAddress(name) != nil { return true }
        guard !name.isEmpty, !name.hasPrefix(".") else { return false }
        guard name.utf8.allSatisfy(isOfAName) else { return false }
        if !name.contains(".") { return true }
        return [".localhost", ".local", ".lan", ".internal", ".home.arpa", ".ts.net"]
            .contains { name.hasSuffix($0) }
    }

    /// Letters, digits, `-`, `_` and `.`, and what an internationalized name may hold unencoded.
    private static func isOfAName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), 0x80...0xFF:
            true
        default: false
        }
    }
}
