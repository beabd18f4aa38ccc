import Glibc

/// Where a workshop is reached without anything between: a host and its port, or a socket.
struct DirectAddress: Sendable, Equatable {
    enum Place: Sendable, Equatable {
        case socket(path: String)
        /// The host as the resolver wants it, without brackets.
        case network(host: String, port: UInt16)
    }

    let place: Place
    /// What the `Host` header says.
    let authority: String

    init(place: Place, authority: String) {
        self.place = place
        self.authority = authority
    }

    /// - Parameters:
    ///   - base: `http://HOST[:PORT][/…]`, checked.
    ///   - socketPath: of a Unix socket, which is reached instead of the host.
    /// - Returns: `nil` where libcurl is needed: for TLS, or to go through a proxy.
    init?(base: String, socketPath: String?) {
        guard base.hasPrefix("http://") else { return nil }
        let text = base.dropFirst("http://".count).prefix { $0 != "/" }
        let isBracketed = text.first == "["
        let host = isBracketed ? text.dropFirst().prefix { $0 != "]" } : text.prefix { $0 != ":" }
        let rest = text[host.endIndex...].drop { $0 == "]" }
        let port = rest.isEmpty ? 80 : UInt16(rest.dropFirst())
        guard let port else { return nil }
        // A zone, 'fe80::1%25eth0', is this machine's affair.
        let parts = host.split(separator: "%25", maxSplits: 1)
        let name = isBracketed ? "[\(parts.first ?? host)]" : String(host)
        authority = port == 80 ? name : "\(name):\(port)"
        place =
            if let socketPath { .socket(path: socketPath) } else {
                .network(host: parts.joined(separator: "%"), port: port)
            }
    }
}
