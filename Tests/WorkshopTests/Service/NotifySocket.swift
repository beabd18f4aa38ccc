import Foundation
import Testing

/// Where a manager of services hears how they fare.
final class NotifySocket: Sendable {
    /// As `NOTIFY_SOCKET` names it.
    let name: String
    /// The datagrams, one after the other.
    let heard: Collected
    private let descriptor: Int32

    /// - Parameter name: a path, or after an `@` a name in the abstract namespace.
    init(_ name: String) throws {
        self.name = name
        let made = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(name.utf8)
        if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let isBound = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(made, $0, length) == 0
            }
        }
        descriptor = made
        heard = Collected(made)
        try #require(isBound)
    }

    /// The reader closes it.
    deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Waits until it was told this so many times.
    func waits(for text: String, times: Int = 1) async -> Bool {
        await heard.waits { $0.components(separatedBy: text).count > times }
    }
}
