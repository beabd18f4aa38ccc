import Glibc
import WorkshopServer

/// The addresses of this machine.
enum MachineAddresses {
    /// Those of the interfaces that are up; none where the system tells none.
    static var current: [IPAddress] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return [] }
        defer { freeifaddrs(first) }
        return sequence(first: first, next: { $0?.pointee.ifa_next })
            .compactMap { $0?.pointee }
            .filter { $0.ifa_flags & UInt32(IFF_UP) != 0 }
            .compactMap { text(of: $0.ifa_addr).flatMap { IPAddress($0) } }
    }

    private static func text(of address: UnsafePointer<sockaddr>?) -> String? {
        guard let address else { return nil }
        let length: Int
        switch Int32(address.pointee.sa_family) {
        case AF_INET: length = MemoryLayout<sockaddr_in>.size
        case AF_INET6: length = MemoryLayout<sockaddr_in6>.size
        default: return nil
        }
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let result = getnameinfo(
            address, socklen_t(length), &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
        guard result == 0 else { return nil }
        return String(validating: text.prefix { $0 != 0 }, as: UTF8.self)
    }
}
