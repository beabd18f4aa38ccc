import Glibc

/// Where a server listens, resolved once.
package struct ServerAddress {
    /// What `Host` says.
    package let authority: String
    package let family: Int32
    /// The bytes of a `sockaddr`.
    package let bytes: [UInt8]

    /// - Parameter url: `http://HOST[:PORT]`, port 80 when left out.
    package init(url: String) throws(BenchmarkError) {
        guard url.hasPrefix("http://") else {
            throw .usage("'--url' takes 'http://HOST:PORT', not '\(url)'")
        }
        let authority = url.dropFirst("http://".count).prefix { $0 != "/" }
        let colon = authority.lastIndex(of: ":")
        let host = authority[..<(colon ?? authority.endIndex)]
        let port = colon.map { authority[authority.index(after: $0)...] } ?? "80"
        try self.init(host: String(host), port: String(port))
    }

    package init(host: String, port: String) throws(BenchmarkError) {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, port, &hints, &found)
        guard status == 0, let found, let address = found.pointee.ai_addr else {
            throw .server("cannot find '\(host)': \(String(cString: gai_strerror(status)))")
        }
        defer { freeaddrinfo(found) }
        authority = "\(host):\(port)"
        family = found.pointee.ai_family
        bytes = Array(
            UnsafeRawBufferPointer(start: address, count: Int(found.pointee.ai_addrlen)))
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

    func withSocketAddress<Result>(
        _ body: (UnsafePointer<sockaddr>?, socklen_t) -> Result
    ) -> Result {
        bytes.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { names in
                body(names.baseAddress, socklen_t(bytes.count))
            }
        }
    }
}
