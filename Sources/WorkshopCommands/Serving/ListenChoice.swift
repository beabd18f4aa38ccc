import Arguments
import Glibc
import WorkshopServer

/// Where to listen: on the sockets that were given, or `--listen`, or `HOST` and `PORT`, or every
/// address.
struct ListenChoice {
    let addresses: [ListenAddress]
    let sockets: [InheritedSocket]
    /// Whether `--listen` is given and not looked at.
    let isOverruled: Bool

    /// - Parameter sockets: who gave them has decided where to listen, and a restart that bound
    ///   something else would not find those who wait.
    init(_ parsed: ParsedCommand, sockets: [InheritedSocket]) throws(UsageError) {
        let given = try parsed.option("listen").values(as: .listenAddress)
        self.sockets = sockets
        isOverruled = !sockets.isEmpty && !given.isEmpty
        guard sockets.isEmpty else {
            addresses = []
            return
        }
        guard given.isEmpty else {
            // Another program's PORT and HOST may be set; nothing is asked of them here.
            addresses = given.map(ListenChoice.completed)
            return
        }
        let port = try parsed.environment("PORT").value(as: .integer(in: 0...65_535))
        let host = try parsed.environment("HOST").value(as: .listenHost)
        addresses = [
            ListenChoice.completed(
                .internet(host: host ?? "", port: port ?? ServeOptions.standardPort))
        ]
    }

    /// No host means every address of both versions, or of version 4 where there is no other.
    private static func completed(_ address: ListenAddress) -> ListenAddress {
        guard case .internet("", let port) = address else { return address }
        return .internet(host: hasDualStack ? "::" : "0.0.0.0", port: port)
    }

    /// Whether a socket on `::` gets connections of version 4 too.
    private static var hasDualStack: Bool {
        let descriptor = socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var isOnlyVersion6: Int32 = 1
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &isOnlyVersion6, &length)
        var any = sockaddr_in6()
        any.sin6_family = sa_family_t(AF_INET6)
        let isBound = withUnsafePointer(to: &any) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
            }
        }
        return isBound == 0 && isOnlyVersion6 == 0
    }
}

extension ValueSyntax where Value == ListenAddress {
    static var listenAddress: Self {
        Self { text throws(InvalidValue) in
            guard let address = ListenAddress(text) else { throw fault(of: text) }
            return address
        }
    }

    private static func fault(of text: String) -> InvalidValue {
        let digits = text.split(separator: ":", omittingEmptySubsequences: false).last ?? ""
        let isNumber = !digits.isEmpty && digits.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        if isNumber, !text.hasPrefix("unix:"), !(0...65_535).contains(Int(digits) ?? .max) {
            return InvalidValue("expected a port from 0 to 65535")
        }
        return InvalidValue(
            "expected HOST:PORT, [V6]:PORT, :PORT or unix:/path",
            hint: isNumber && digits.utf8.count == text.utf8.count ? "write ':\(text)'" : nil)
    }
}

extension ValueSyntax where Value == String {
    /// The host part of an address to listen on, an IPv6 address with or without brackets.
    static var listenHost: Self {
        Self { text throws(InvalidValue) in
            let isBracketed = text.hasPrefix("[") && text.hasSuffix("]")
            let host = isBracketed ? String(text.dropFirst().dropLast()) : text
            if IPAddress(host) != nil || (!isBracketed && host.isHostName) { return host }
            throw InvalidValue("expected an address or a host name, without a port")
        }
    }

    static var hostName: Self {
        Self { text throws(InvalidValue) in
            guard text.isHostName else {
                throw InvalidValue("expected a host name, without a port")
            }
            return text
        }
    }

    static var path: Self {
        Self { text throws(InvalidValue) in
            guard !text.isEmpty, !text.utf8.contains(0) else {
                throw InvalidValue("expected a path")
            }
            return text
        }
    }

}

extension ValueSyntax where Value == WebOrigin {
    /// `https://example.org`, as a browser sends it in `Origin`: names with other letters are
    /// encoded there.
    static var origin: Self {
        Self { text throws(InvalidValue) in
            guard let origin = WebOrigin(text), ["http", "https"].contains(origin.scheme),
                text.utf8.allSatisfy({ $0 < 0x80 })
            else {
                throw InvalidValue("expected an origin such as https://example.org, without a path")
            }
            return origin
        }
    }
}

extension String {
    fileprivate var isHostName: Bool {
        !isEmpty && utf8.count <= 253 && !hasPrefix(".") && !contains("..")
            && utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || "-_.".utf8.contains(byte)
            }
    }
}
