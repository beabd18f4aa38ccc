import Foundation
import Synchronization

/// Somebody else's web server on this machine: answers whatever it is asked with an empty page.
final class ForeignSite: Sendable {
    let port: Int
    private let listener: Int32
    private let ended = DispatchSemaphore(value: 0)
    private let isStopped = Atomic(false)

    init() throws {
        let (listener, port) = try Relay.listen(port: 0)
        self.listener = listener
        self.port = port
        let ended = ended
        Thread.detachNewThread {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { break }
                ForeignSite.serve(connection)
            }
            close(listener)
            ended.signal()
        }
    }

    deinit { stop() }

    /// Gives the port up.
    func stop() {
        guard !isStopped.exchange(true, ordering: .relaxed) else { return }
        shutdown(listener, Int32(SHUT_RDWR))
        ended.wait()
    }

    private static let page = "<!doctype html><title>elsewhere</title>"

    /// One connection after the other: a browser that opens one in advance must not hold the rest.
    private static func serve(_ connection: Int32) {
        defer { close(connection) }
        var patience = timeval(tv_sec: 1, tv_usec: 0)
        setsockopt(
            connection, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var head: [UInt8] = []
        var space = [UInt8](repeating: 0, count: 16_384)
        while !head.contains(Array("\r\n\r\n".utf8)) {
            let count = recv(connection, &space, space.count, 0)
            guard count > 0 else { return }
            head += space[..<count]
        }
        let answer =
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
            + "Content-Length: \(page.utf8.count)\r\n\r\n" + page
        _ = Array(answer.utf8).withUnsafeBytes {
            send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
    }
}
