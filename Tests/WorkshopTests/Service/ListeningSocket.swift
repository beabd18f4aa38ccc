import Foundation
import Testing

/// A socket that listens, held open by the test as systemd holds that of a socket unit.
final class ListeningSocket: Sendable {
    let descriptor: Int32

    /// Starts a program with `LISTEN_PID` set to its own number.
    static let wrapper = ["/bin/sh", "-c", #"LISTEN_PID=$$ exec "$0" "$@""#]

    /// On a free port of the loopback.
    convenience init() throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        try self.init(AF_INET, address)
    }

    /// On a Unix socket.
    convenience init(path: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        try self.init(AF_UNIX, address)
    }

    private init<Address>(_ family: Int32, _ address: Address) throws {
        let made = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(made) }
        let isBound = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(made, $0, socklen_t(MemoryLayout<Address>.size)) == 0
            }
        }
        try #require(isBound && listen(made, 64) == 0)
        descriptor = fcntl(made, F_DUPFD_CLOEXEC, 100)
        try #require(descriptor >= 100)
    }

    deinit { close(descriptor) }
}
