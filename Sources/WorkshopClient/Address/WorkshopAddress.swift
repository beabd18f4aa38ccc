import WorkshopModel

/// Where a workshop listens: `http://host:port[/prefix]`, `https://…`, or `unix:/path` for a
/// socket of this machine.
public struct WorkshopAddress: Sendable, Hashable {
    /// The path of the Unix socket; `nil` for an address on the network.
    public let socketPath: String?
    /// Scheme, host, port and prefix, without a slash at the end.
    let base: String

    /// `http://localhost:4242`, where `workshop serve` listens unless told otherwise.
    public static let standard = WorkshopAddress(socketPath: nil, base: "http://localhost:4242")

    private init(socketPath: String?, base: String) {
        self.socketPath = socketPath
        self.base = base
    }

    /// Reads an address as a person writes it; a slash at the end does not matter.
    ///
    /// - Throws: ``InvalidAddress``, whose sentence quotes the text and says how it should look.
    public init(parsing text: String) throws(InvalidAddress) {
        if let path = text.dropping(prefix: "unix:") {
            self.init(
                socketPath: try WorkshopAddress.socketPath(path, in: text),
                base: "http://localhost")
            return
        }
        guard let separator = text.firstRange(of: "://") else {
            throw WorkshopAddress.withoutScheme(text)
        }
        let scheme = text[..<separator.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else {
            throw WorkshopAddress.invalid(
                text, "its scheme is '\(scheme)', which must be 'http', 'https' or 'unix'")
        }
        let rest = text[separator.upperBound...]
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let authority = try WorkshopAddress.authority(rest[..<slash], in: text)
        let prefix = try WorkshopAddress.prefix(rest[slash...], in: text)
        self.init(socketPath: nil, base: "\(scheme)://\(authority)\(prefix)")
    }

    /// The address of a route, with the query as it stands.
    func target(of route: Route, _ query: QueryParameters) -> String {
        base + route.path + query.text
    }

    private static func authority(
        _ authority: Substring, in text: String
    ) throws(InvalidAddress) -> String {
        if authority.contains("@") {
            throw invalid(text, "a workshop knows no users and passwords; write it without '…@'")
        }
        let host: Substring
        let port: Substring
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else {
                throw invalid(text, "the ']' after the IPv6 address is missing")
            }
            host = authority[...end]
            port = authority[authority.index(after: end)...]
        } else {
            host = authority.prefix { $0 != ":" }
            port = authority[host.endIndex...]
        }
        try check(host: host, in: text)
        return try String(host) + checked(port: port, in: text)
    }

    private static func check(host: Substring, in text: String) throws(InvalidAddress) {
        let isBracketed = host.first == "["
        let name = isBracketed ? host.dropFirst().dropLast() : host
        guard !name.isEmpty else { throw invalid(text, "the host is missing") }
        for byte in name.utf8 {
            // Brackets hold an IPv6 address, perhaps with its zone: 'fe80::1%25eth0'.
            let marks = isBracketed ? ":.%-_~" : ".-_~"
            guard Bytes.isAlphanumeric(byte) || marks.utf8.contains(byte) else {
                throw invalid(
                    text,
                    "the host has a character that no host name has; "
                        + "other alphabets are written as 'xn--…'")
            }
        }
    }

    /// What follows the host: nothing, or a colon and a port.
    private static func checked(
        port: Substring, in text: String
    ) throws(InvalidAddress) -> String {
        if port.isEmpty { return "" }
        let digits = port.dropFirst()
        guard port.first == ":", digits.utf8.allSatisfy(Bytes.isDigit),
            let number = UInt16(digits), number > 0
        else { throw invalid(text, "the port must be a number from 1 to 65535") }
        return ":\(number)"
    }

    private static func prefix(_ path: Substring, in text: String) throws(InvalidAddress) -> String
    {
        for byte in path.utf8 where byte <= 0x20 || byte >= 0x7F || byte == UInt8(ascii: "\\") {
            throw invalid(text, "spaces and other characters of the path must be written as '%…'")
        }
        guard !path.contains("?"), !path.contains("#") else {
            throw invalid(text, "the address of a workshop has no '?' and no '#'")
        }
        var path = path
        while path.last == "/" { path.removeLast() }
        return String(path)
    }

    private static func socketPath(
        _ rest: Substring, in text: String
    ) throws(InvalidAddress) -> String {
        // Some write 'unix:///run/workshop.sock', as in a URL with an empty host.
        let path = rest.hasPrefix("///") ? rest.dropFirst(2) : rest
        guard path.hasPrefix("/"), path.utf8.count > 1 else {
            throw invalid(text, "after 'unix:' comes the absolute path of a socket")
        }
        guard path.utf8.count <= longestSocketPath, !path.utf8.contains(0) else {
            throw invalid(
                text, "the path of a socket has at most \(longestSocketPath) bytes")
        }
        return String(path)
    }

    /// `sun_path` without its terminating zero.
    private static let longestSocketPath = 107

    private static func withoutScheme(_ text: String) -> InvalidAddress {
        if text.hasPrefix("/") {
            return invalid(text, "a socket is written 'unix:\(text)'")
        }
        let mayBeHost = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 }
        return invalid(
            text,
            mayBeHost
                ? "write 'http://\(text)' for a host or 'unix:/path' for a socket"
                : "write 'http://HOST:PORT', 'https://HOST' or 'unix:/path'")
    }

    private static func invalid(_ text: String, _ reason: String) -> InvalidAddress {
        InvalidAddress(message: "'\(text)' is no address of a workshop: \(reason)")
    }
}

extension WorkshopAddress: CustomStringConvertible {
    /// As it would be written again; parsing it gives the same address.
    public var description: String { socketPath.map { "unix:\($0)" } ?? base }
}

extension String {
    fileprivate func dropping(prefix: String) -> Substring? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }

    fileprivate func firstRange(of separator: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(separator) {
                return start..<index(start, offsetBy: separator.count)
            }
            start = index(after: start)
        }
        return nil
    }
}

/// What ASCII calls a byte.
private enum Bytes {
    static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
