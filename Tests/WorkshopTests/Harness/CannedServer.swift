import Foundation
import Testing

/// Takes one connection, keeps the head of its request and gives a canned answer.
final class CannedServer: Sendable {
    let port: UInt16
    let request: Collected

    init(answer: String) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 1) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        try #require(isListening)
        port = UInt16(bigEndian: address.sin_port)
        let copy = try Plumbing.pipe()
        request = Collected(copy.read)
        Thread.detachNewThread {
            let connection = accept(listener, nil, nil)
            var head = ""
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while !head.contains("\r\n\r\n") {
                let count = read(connection, &buffer, buffer.count)
                if count <= 0 { break }
                head += String(decoding: buffer[..<count], as: UTF8.self)
            }
            _ = write(copy.write, head, head.utf8.count)
            _ = write(connection, answer, answer.utf8.count)
            for descriptor in [copy.write, connection, listener] { close(descriptor) }
        }
    }
}
