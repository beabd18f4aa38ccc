/// Where a web page comes from, as browsers say it in `Origin`: a scheme, a host and a port.
public struct WebOrigin: Hashable, Sendable {
    /// In lower case.
    public let scheme: String
    /// Without the port that the scheme implies.
    private let authority: Authority

    /// Reads `https://example.org:8443`; `nil` for anything else, `null` among it.
    public init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let rest = text[text.index(after: colon)...]
        guard rest.hasPrefix("//"), let authority = Authority(rest.dropFirst(2)) else { return nil }
        scheme = text[..<colon].lowercased()
        self.authority = authority.dropping(port: WebOrigin.defaultPort(of: scheme))
    }

    /// Whether its pages come from that host, whatever the scheme: what ends TLS before a server
    /// changes it.
    func isServed(by host: Authority) -> Bool {
        authority == host.dropping(port: WebOrigin.defaultPort(of: scheme))
    }

    /// Whether its pages come from a host of that name, if on another port.
    func hasHost(of other: Authority) -> Bool { authority.host == other.host }

    private static func defaultPort(of scheme: String) -> Int? {
        switch scheme {
        case "http": 80
        case "https": 443
        default: nil
        }
    }
}
