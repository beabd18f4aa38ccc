import Glibc
import Synchronization

/// Connections that are kept for the next request.
final class ConnectionPool: Sendable {
    /// More are closed: a client that asks for that much at once does not do so always.
    private static let most = 8

    private struct State {
        var sockets: [Int32] = []
        var isClosed = false
    }

    private let state = Mutex(State())

    deinit { closeAll() }

    /// The connection that was used last, if its peer has said nothing since.
    func take() -> Int32? {
        while let socket = state.withLock({ $0.sockets.popLast() }) {
            var polled = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            // Readable is an end, or bytes that nobody asked for.
            if poll(&polled, 1, 0) == 0 { return socket }
            close(socket)
        }
        return nil
    }

    /// Takes a connection on which nothing is under way.
    func put(_ socket: Int32) {
        let isKept = state.withLock { state in
            guard !state.isClosed, state.sockets.count < ConnectionPool.most else { return false }
            state.sockets.append(socket)
            return true
        }
        if !isKept { close(socket) }
    }

    /// Keeps nothing any more.
    func closeAll() {
        let sockets = state.withLock { state in
            state.isClosed = true
            defer { state.sockets = [] }
            return state.sockets
        }
        for socket in sockets { close(socket) }
    }
}
