import CEpoll
package import Glibc

/// Where a server listens, resolved once.
package struct ServerAddress: Sendable {
    /// As a person writes it.
    package let url: String
    /// What `Host` says.
    package let authority: String
    /// What stands before the path of every request: nothing, or `/prefix`.
    package let prefix: String
    package let family: Int32
    /// The bytes of a `sockaddr`.
    package let bytes: [UInt8]

    /// - Parameter url: `http://HOST[:PORT][/PREFIX]`, port 80 when left out, or `unix:/path`.
    package init(url: String) throws(BenchmarkError) {
        if url.hasPrefix("unix:") {
            self.init(socketPath: String(url.dropFirst("unix:".count)))
            return
        }
        guard url.hasPrefix("http://") else {
            throw .usage("the load speaks plain HTTP only: 'http://HOST:PORT', not '\(url)'")
        }
        let rest = url.dropFirst("http://".count)
        let authority = rest.prefix { $0 != "/" }
        var colon = authority.lastIndex(of: ":")
        // The last colon of a bare IPv6 address in brackets is no port's.
        if let place = colon, authority[place...].contains("]") { colon = nil }
        let host = authority[..<(colon ?? authority.endIndex)]
        let port = colon.map { authority[authority.index(after: $0)...] } ?? "80"
        let path = rest[authority.endIndex...]
        try self.init(
            host: String(host), port: String(port),
            prefix: String(path.hasSuffix("/") ? path.dropLast() : path))
    }

    /// - Parameter host: a name or an address, one of version 6 with brackets or without.
    package init(host: String, port: String, prefix: String = "") throws(BenchmarkError) {
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        let name = isBracketed ? String(host.dropFirst().dropLast()) : host
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(name, port, &hints, &found)
        guard status == 0, let found, let address = ServerAddress.listening(found) else {
            throw .unreachable("cannot find '\(host)': \(String(cString: gai_strerror(status)))")
        }
        defer { freeaddrinfo(found) }
        authority = "\(host):\(port)"
        url = "http://\(authority)\(prefix)"
        self.prefix = prefix
        family = address.pointee.ai_family
        bytes = Array(
            UnsafeRawBufferPointer(
                start: address.pointee.ai_addr, count: Int(address.pointee.ai_addrlen)))
    }

    /// - Parameter path: at most 107 bytes; what is beyond is cut, and nothing listens there.
    private init(socketPath path: String) {
        url = "unix:\(path)"
        authority = "localhost"
        prefix = ""
        family = AF_UNIX
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { room in
            room.copyBytes(from: path.utf8.prefix(room.count - 1))
        }
        bytes = withUnsafeBytes(of: name) { Array($0) }
    }

    /// The first of several addresses on which somebody listens: a name may have more than its
    /// server listens on. The first one when nobody does.
    private static func listening(
        _ first: UnsafeMutablePointer<addrinfo>
    ) -> UnsafeMutablePointer<addrinfo>? {
        var next: UnsafeMutablePointer<addrinfo>? = first
        while let candidate = next, first.pointee.ai_next != nil {
            let probe = socket(
                candidate.pointee.ai_family,
                Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            defer { close(probe) }
            // One that drops packets must not hold us up; it bounds `connect` too.
            var patience = timeval(tv_sec: 2, tv_usec: 0)
            setsockopt(
                probe, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
            if connect(probe, candidate.pointee.ai_addr, candidate.pointee.ai_addrlen) == 0 {
                return candidate
            }
            next = candidate.pointee.ai_next
        }
        return first
    }

    /// A port of the loopback address that nobody listens on now.
    package static func unusedLoopback() throws(BenchmarkError) -> ServerAddress {
        let any = try ServerAddress(host: "127.0.0.1", port: "0")
        let probe = try Descriptor("make a socket") {
            socket(any.family, Int32(SOCK_STREAM.rawValue), 0)
        }
        let number = probe.number
        try SystemCall.check("find an unused port") {
            any.withSocketAddress { bind(number, $0, $1) }
        }
        var name = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        try SystemCall.check("find an unused port") {
            withUnsafeMutableBytes(of: &name) { bytes in
                bytes.withMemoryRebound(to: sockaddr.self) { names in
                    getsockname(number, names.baseAddress, &length)
                }
            }
        }
        return try ServerAddress(host: "127.0.0.1", port: "\(UInt16(bigEndian: name.sin_port))")
    }

    package func withSocketAddress<Result>(
        _ body: (UnsafePointer<sockaddr>?, socklen_t) -> Result
    ) -> Result {
        bytes.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { names in
                body(names.baseAddress, socklen_t(bytes.count))
            }
        }
    }
}
