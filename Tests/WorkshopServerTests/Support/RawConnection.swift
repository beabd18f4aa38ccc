import Glibc
import Testing

/// A plain TCP socket, so that tests see the bytes a peer sees. Reads give up after ten seconds.
final class RawConnection {
    private let descriptor: CInt
    private(set) var buffer: [UInt8] = []
    private(set) var isAtEnd = false

    init(port: Int, receiveBuffer: CInt? = nil) throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        try #require(descriptor >= 0)
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<CInt>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(result == 0, "connect: \(errno)")
    }

    deinit { close(descriptor) }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                Glibc.send(
                    descriptor, raw.baseAddress?.advanced(by: sent), bytes.count - sent,
                    CInt(MSG_NOSIGNAL))
            }
            // A server that refuses early may close before all is sent.
            if count < 0 { return }
            sent += count
        }
    }

    /// Waits for bytes, or the stream's end.
    func hasInput(withinMilliseconds time: CInt) -> Bool {
        var entry = pollfd(fd: descriptor, events: CShort(POLLIN), revents: 0)
        return poll(&entry, 1, time) > 0
    }

    func shutWriting() { shutdown(descriptor, CInt(SHUT_WR)) }

    /// Waits for more bytes; `false` at the end of the stream.
    func receive() throws -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        if count < 0 {
            try #require(errno == ECONNRESET, "nothing came: errno \(errno)")
        }
        if count <= 0 {
            isAtEnd = true
            return false
        }
        buffer += chunk[..<count]
        return true
    }

    /// Takes bytes up to and with a mark.
    func take(through mark: String) throws -> String {
        let mark = Array(mark.utf8)
        while true {
            if let end = RawConnection.find(mark, in: buffer) { return takeFirst(end + mark.count) }
            guard try receive() else {
                Issue.record("the stream ended before '\(String(decoding: mark, as: UTF8.self))'")
                return takeFirst(buffer.count)
            }
        }
    }

    func take(_ count: Int) throws -> [UInt8] {
        while buffer.count < count, try receive() {}
        let taken = Array(buffer.prefix(count))
        buffer.removeFirst(taken.count)
        return taken
    }

    /// Everything up to the end of the stream.
    func takeAll() throws -> [UInt8] {
        while try receive() {}
        let taken = buffer
        buffer = []
        return taken
    }

    private func takeFirst(_ count: Int) -> String {
        let text = String(decoding: buffer.prefix(count), as: UTF8.self)
        buffer.removeFirst(count)
        return text
    }

    private static func find(_ mark: [UInt8], in bytes: [UInt8]) -> Int? {
        guard bytes.count >= mark.count else { return nil }
        return (0...(bytes.count - mark.count)).first { start in
            bytes[start] == mark[0] && bytes[start..<(start + mark.count)].elementsEqual(mark)
        }
    }
}
