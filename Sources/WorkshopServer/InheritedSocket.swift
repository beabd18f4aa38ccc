import Glibc
import NIOCore

/// A socket that listens already, and that this process was given when it was started.
///
/// Whoever gave it keeps it open: a connection that comes while no server runs waits for the next
/// one instead of being refused.
public struct InheritedSocket: Sendable {
    /// Where it listens.
    public let address: ListenAddress
    let descriptor: CInt

    /// Why a descriptor cannot be served on.
    public enum Defect: Error, Equatable {
        /// Nothing is open under that number.
        case isClosed
        /// It is a file, a socket of another kind, or one connection.
        case isNoListener
        case otherFamily
    }

    /// Makes sure that no program started later gets it.
    ///
    /// - Parameter descriptor: belongs to the server from when that is started.
    public init(descriptor: CInt) throws(Defect) {
        guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else { throw .isClosed }
        guard InheritedSocket.option(SO_TYPE, of: descriptor) == CInt(SOCK_STREAM.rawValue),
            InheritedSocket.option(SO_ACCEPTCONN, of: descriptor) == 1
        else { throw .isNoListener }
        guard let address = InheritedSocket.address(of: descriptor) else { throw .otherFamily }
        self.address = address
        self.descriptor = descriptor
    }

    /// Bounds the connections that may wait to be accepted.
    func setBacklog(_ count: CInt) throws {
        guard listen(descriptor, count) == 0 else {
            throw IOError(errnoCode: errno, reason: "listen")
        }
    }

    private static func option(_ name: CInt, of descriptor: CInt) -> CInt? {
        var value: CInt = 0
        var length = socklen_t(MemoryLayout<CInt>.size)
        return getsockopt(descriptor, SOL_SOCKET, name, &value, &length) == 0 ? value : nil
    }

    private static func address(of descriptor: CInt) -> ListenAddress? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &length)
            }
        }
        guard result == 0 else { return nil }
        let family = CInt(storage.ss_family)
        return withUnsafeBytes(of: storage) { bytes in
            switch family {
            case AF_INET: internet(four: bytes.loadUnaligned(as: sockaddr_in.self))
            case AF_INET6: internet(six: bytes.loadUnaligned(as: sockaddr_in6.self))
            case AF_UNIX: .unix(path: path(in: bytes.prefix(Int(length))))
            default: nil
            }
        }
    }

    private static func internet(four address: sockaddr_in) -> ListenAddress {
        let host = IPAddress(
            high: 0, low: 0xFFFF << 32 | UInt64(UInt32(bigEndian: address.sin_addr.s_addr)))
        return .internet(host: host.description, port: Int(UInt16(bigEndian: address.sin_port)))
    }

    private static func internet(six address: sockaddr_in6) -> ListenAddress {
        let (high, low) = withUnsafeBytes(of: address.sin6_addr) { bytes in
            (
                UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
        let host = IPAddress(high: high, low: low)
        return .internet(host: host.description, port: Int(UInt16(bigEndian: address.sin6_port)))
    }

    /// One in the abstract namespace begins with a zero byte, and is written with `@`.
    private static func path(in address: UnsafeRawBufferPointer.SubSequence) -> String {
        let bytes = address.dropFirst(MemoryLayout<sa_family_t>.size)
        guard bytes.first == 0 else {
            return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        return "@" + String(decoding: bytes.dropFirst(), as: UTF8.self)
    }
}
