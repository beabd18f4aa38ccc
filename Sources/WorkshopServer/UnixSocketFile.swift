import Glibc
import NIOCore

/// The file of a Unix socket: left behind by a server that was killed, it must go before the next
/// one binds, but never from under a server that lives.
struct UnixSocketFile {
    let path: String

    /// Removes a socket that nobody listens on.
    ///
    /// - Throws: `IOError` with `EADDRINUSE` when somebody does, with `ENOTSOCK` when something
    ///   else is there.
    func removeIfStale() throws {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw IOError(errnoCode: ENOTSOCK, reason: "bind")
        }
        if isListening { throw IOError(errnoCode: EADDRINUSE, reason: "bind") }
        remove()
    }

    func remove() { unlink(path) }

    private var isListening: Bool {
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            bytes.copyBytes(from: path.utf8.prefix(bytes.count - 1))
        }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }
}
