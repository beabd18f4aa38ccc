/// The host and port that `Host`, an origin or an absolute request target names.
struct Authority: Hashable, Sendable {
    /// In lower case, without the dot at its end; an address of version 6 without its brackets.
    let host: String
    /// `nil` where none is named.
    private(set) var port: Int?

    /// Reads `name`, `name:port`, `1.2.3.4:port`, `[v6]:port` and a bare address; `nil` for
    /// anything else, so that nothing but a host is ever taken for one.
    init?(_ text: some StringProtocol) {
        let text = String(text)
        if text.hasPrefix("[") {
            guard let bracket = text.firstIndex(of: "]") else { return nil }
            let inside = String(text[text.index(after: text.startIndex)..<bracket])
            guard inside.contains(":"), IPAddress(inside) != nil else { return nil }
            let rest = text[text.index(after: bracket)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            self.init(host: inside, digits: rest.dropFirst())
        } else if let colon = text.firstIndex(of: ":"), text.lastIndex(of: ":") == colon {
            self.init(host: String(text[..<colon]), digits: text[text.index(after: colon)...])
        } else {
            self.init(host: text, digits: "")
        }
    }

    private init?(host: String, digits: Substring) {
        // What `lowercased` makes of other letters may be ASCII.
        let name = host.utf8.allSatisfy { $0 < 0x80 } ? host.lowercased() : host
        self.host = name.hasSuffix(".") ? String(name.dropLast()) : name
        guard !self.host.isEmpty,
            host.utf8.allSatisfy(Authority.isOfAName) || IPAddress(host) != nil
        else { return nil }
        if digits.isEmpty { return }
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits),
            port <= 65_535
        else { return nil }
        self.port = port
    }

    func dropping(port other: Int?) -> Authority {
        var copy = self
        if port == other { copy.port = nil }
        return copy
    }

    /// Letters, digits, `-`, `_` and `.`, and what an internationalized name may hold unencoded.
    private static func isOfAName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "."), 0x80...0xFF:
            true
        default: false
        }
    }
}
