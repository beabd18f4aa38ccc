import Foundation
import Synchronization
import Testing

/// Stands between clients and a server, and cuts the connection after a request went out and
/// before its answer: for each key so many times, then it lets the answer through.
final class CuttingProxy: Sendable {
    private struct State {
        var cutsLeft: [String: Int] = [:]
        var cuts = 0
        var requests = 0
    }

    let port: UInt16
    private let listener: Int32
    private let server: Int
    private let mostCuts: Int
    private let state = Mutex(State())

    var url: String { "http://127.0.0.1:\(port)" }
    /// Answers that were kept back, and requests that came with a key.
    var counts: (cuts: Int, requests: Int) { state.withLock { ($0.cuts, $0.requests) } }

    /// - Parameter mostCuts: of the attempts of one request; at least one is cut.
    init(to server: Int, mostCuts: Int) throws {
        self.server = server
        self.mostCuts = mostCuts
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        try #require(isListening)
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                if connection < 0 { return }
                Thread.detachNewThread { [self] in
                    // A connection that breaks is what this is for.
                    try? serve(connection)
                    close(connection)
                }
            }
        }
    }

    /// Takes no connection any more.
    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func serve(_ connection: Int32) throws {
        var received: [UInt8] = []
        while let request = try read(&received, from: connection) {
            let far = try PlainConnection(port: server)
            try far.write(request.bytes)
            if let key = request.key, takesCut(key) {
                // The server may have acted by then, or be about to.
                if Bool.random() { _ = try far.answer() }
                return
            }
            let answer = try far.answer()
            let bytes = Array(answer.head.utf8) + answer.body
            var sent = 0
            while sent < bytes.count {
                let count = bytes.withUnsafeBytes {
                    send(
                        connection, $0.baseAddress?.advanced(by: sent), bytes.count - sent,
                        Int32(MSG_NOSIGNAL))
                }
                if count <= 0 { return }
                sent += count
            }
        }
    }

    private func takesCut(_ key: String) -> Bool {
        state.withLock { state in
            state.requests += 1
            let left = state.cutsLeft[key] ?? Int.random(in: 1...mostCuts)
            state.cutsLeft[key] = left - 1
            if left > 0 { state.cuts += 1 }
            return left > 0
        }
    }

    private struct Request {
        var bytes: [UInt8]
        var key: String?
    }

    /// - Returns: `nil` when the client has closed.
    private func read(_ received: inout [UInt8], from connection: Int32) throws -> Request? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let range = received.firstRange(of: Array("\r\n\r\n".utf8)) {
                let head = String(decoding: received[..<range.upperBound], as: UTF8.self)
                let length =
                    head.firstMatch(of: /(?i)\r\ncontent-length: *(\d+)/).flatMap { Int($0.1) } ?? 0
                let end = range.upperBound + length
                if received.count >= end {
                    let bytes = Array(received[..<end])
                    received.removeFirst(end)
                    let key = head.firstMatch(of: /(?i)\r\nidempotency-key: *([^\r]+)/)
                    return Request(bytes: bytes, key: key.map { String($0.1) })
                }
            }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            received += buffer[..<count]
        }
    }
}
