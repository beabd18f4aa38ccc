import Glibc

/// The bytes of a `sockaddr` of some family.
struct SocketAddress: Sendable {
    let family: Int32
    private let bytes: [UInt8]

    init(_ address: UnsafePointer<sockaddr>, length: Int) {
        family = Int32(address.pointee.sa_family)
        bytes = Array(UnsafeRawBufferPointer(start: address, count: length))
    }

    /// - Parameter path: short enough, as ``WorkshopAddress`` sees to.
    init(socketPath path: String) {
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
        family = AF_UNIX
        bytes = withUnsafeBytes(of: &name) { Array($0) }
    }

    /// This machine by either protocol, the newer one first.
    static func loopback(port: UInt16) -> [SocketAddress] {
        var six = sockaddr_in6()
        six.sin6_family = sa_family_t(AF_INET6)
        six.sin6_port = port.bigEndian
        six.sin6_addr = in6addr_loopback
        var four = sockaddr_in()
        four.sin_family = sa_family_t(AF_INET)
        four.sin_port = port.bigEndian
        four.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return [SocketAddress(copying: &six), SocketAddress(copying: &four)]
    }

    private init<Name>(copying name: inout Name) {
        bytes = withUnsafeBytes(of: &name) { Array($0) }
        family = withUnsafeBytes(of: &name) { Int32($0.load(as: sa_family_t.self)) }
    }

    /// Begins to connect a socket.
    func connect(_ socket: Int32) -> Int32 {
        bytes.withUnsafeBytes { buffer in
            buffer.withMemoryRebound(to: sockaddr.self) { names in
                Glibc.connect(socket, names.baseAddress, socklen_t(bytes.count))
            }
        }
    }
}
