import Foundation
import Synchronization

/// A network between a browser and a server, which can be cut.
final class Relay: Sendable {
    let port: Int
    private let target: Int
    private let state = Mutex(State())

    private struct State {
        var listener: Int32 = -1
        var ends: Set<Int32> = []
    }

    init(to target: Int) throws {
        self.target = target
        let (listener, port) = try Relay.listen(port: 0)
        self.port = port
        state.withLock { $0.listener = listener }
        accept(on: listener)
    }

    deinit { cut() }

    /// Breaks every connection and refuses new ones.
    func cut() {
        state.withLock { state in
            // The thread that accepts and those that carry notice and close.
            shutdown(state.listener, Int32(SHUT_RDWR))
            for end in state.ends { shutdown(end, Int32(SHUT_RDWR)) }
        }
    }

    /// Takes connections again, on the same port.
    func mend() throws {
        let (listener, _) = try Relay.listen(port: port)
        state.withLock { $0.listener = listener }
        accept(on: listener)
    }

    /// A socket that listens on loopback, and its port.
    static func listen(port: Int) throws -> (Int32, Int) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        var yes: Int32 = 1
        setsockopt(
            listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = Relay.loopback(port)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                if bind(listener, pointer, length) != 0 { return errno }
                if Foundation.listen(listener, 64) != 0 { return errno }
                return getsockname(listener, pointer, &length)
            }
        }
        guard code == 0 else {
            close(listener)
            throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO)
        }
        return (listener, Int(UInt16(bigEndian: address.sin_port)))
    }

    private static func loopback(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private func accept(on listener: Int32) {
        let target = target
        Thread.detachNewThread { [weak self] in
            while true {
                let near = Foundation.accept(listener, nil, nil)
                guard near >= 0 else { break }
                var address = Relay.loopback(target)
                let far = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
                let code = withUnsafeMutablePointer(to: &address) { pointer in
                    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        connect(far, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                    }
                }
                guard code == 0, let self else {
                    close(near)
                    close(far)
                    continue
                }
                join(near, far)
            }
            close(listener)
        }
    }

    /// Carries bytes both ways until one side ends.
    private func join(_ near: Int32, _ far: Int32) {
        state.withLock { _ = ($0.ends.insert(near), $0.ends.insert(far)) }
        let turn = LastOfTwo()
        for (from, to) in [(near, far), (far, near)] {
            Thread.detachNewThread { [weak self] in
                var bytes = [UInt8](repeating: 0, count: 65_536)
                while true {
                    let count = recv(from, &bytes, bytes.count, 0)
                    guard count > 0, Foundation.send(to, bytes, count, Int32(MSG_NOSIGNAL)) == count
                    else { break }
                }
                shutdown(from, Int32(SHUT_RDWR))
                shutdown(to, Int32(SHUT_RDWR))
                guard turn.isMine else { return }
                self?.state.withLock { state in
                    state.ends.subtract([near, far])
                }
                close(near)
                close(far)
            }
        }
    }

    /// Whichever of two threads ends last closes what both have used.
    private final class LastOfTwo: Sendable {
        private let ended = Atomic(0)

        var isMine: Bool { ended.add(1, ordering: .acquiringAndReleasing).newValue == 2 }
    }
}
