import Glibc

/// Ends a wait for a file descriptor from another thread.
final class Interruption: Sendable {
    private let readEnd: CInt
    private let writeEnd: CInt

    /// - Throws: `.local` when there can be no more descriptors.
    init() throws(ClientError) {
        var ends: [CInt] = [-1, -1]
        let type = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
            throw .local(LocalFailure("cannot make a pair of sockets", errorNumber: errno))
        }
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// From now on no wait waits.
    func raise() {
        var byte: UInt8 = 1
        _ = write(writeEnd, &byte, 1)
    }

    /// Blocks until the descriptor is ready, has failed, or cannot be waited for.
    ///
    /// - Returns: no when interrupted.
    func wait(for descriptor: CInt, _ events: CInt) -> Bool {
        var polled = [
            pollfd(fd: descriptor, events: Int16(events), revents: 0),
            pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&polled, 2, -1) < 0, errno == EINTR {}
        return polled[1].revents == 0
    }
}
