import Foundation
import Testing

/// A TCP connection that is asked one request after another, on a thread that may block.
final class PlainConnection {
    /// The peer has closed (error 0), or nothing came for a minute.
    struct BrokenOff: Error {
        var call: String
        var errorNumber: Int32
    }

    struct Answer {
        var status: Int
        var head: String
        var body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    private let descriptor: Int32
    private var received: [UInt8] = []
    private var space = [UInt8](repeating: 0, count: 65_536)

    /// - Parameter host: an address of either version.
    init(to host: String = "127.0.0.1", port: Int) throws {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, "\(port)", &hints, &found)
        defer { if found != nil { freeaddrinfo(found) } }
        guard code == 0, let address = found?.pointee else {
            throw BrokenOff(call: "getaddrinfo", errorNumber: code)
        }
        descriptor = socket(address.ai_family, address.ai_socktype | O_CLOEXEC, 0)
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 else {
            let number = errno
            close(descriptor)
            throw BrokenOff(call: "connect", errorNumber: number)
        }
    }

    deinit { close(descriptor) }

    /// Breaks off, so that the peer gets a reset.
    func reset() {
        // To be connected to nowhere, a socket drops what it was connected to.
        var nowhere = sockaddr()
        nowhere.sa_family = sa_family_t(AF_UNSPEC)
        connect(descriptor, &nowhere, socklen_t(MemoryLayout<sockaddr>.size))
    }

    /// Sends a request and reads its whole answer.
    func ask(_ method: String, _ path: String, _ body: [UInt8]? = nil) throws -> Answer {
        try send(method, path, body: body)
        return try answer()
    }

    func ask(_ method: String, _ path: String, _ body: String) throws -> Answer {
        try ask(method, path, Array(body.utf8))
    }

    /// - Parameter length: what is announced, when the body comes later or never.
    func send(
        _ method: String, _ path: String, headers: [String] = [], body: [UInt8]? = nil,
        length: Int? = nil
    ) throws {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: localhost"] + headers
        if let length = length ?? body?.count { lines.append("Content-Length: \(length)") }
        let head = lines.joined(separator: "\r\n") + "\r\n\r\n"
        try write(Array(head.utf8) + (body ?? []))
    }

    func write(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                Foundation.send(
                    descriptor, raw.baseAddress?.advanced(by: sent), bytes.count - sent,
                    Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw BrokenOff(call: "send", errorNumber: errno) }
            sent += count
        }
    }

    /// Whether there are bytes to read, or the connection has ended.
    var hasInput: Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) > 0
    }

    /// Sends these bytes again and again, and stops as soon as there is an answer.
    ///
    /// - Returns: how many bytes were taken.
    func write(repeating bytes: [UInt8], upTo count: Int) -> Int {
        var sent = 0
        // A peer that refuses may close before it was looked at; its answer is there all the same.
        while sent < count, !hasInput, (try? write(bytes)) != nil { sent += bytes.count }
        return sent
    }

    /// Sends these bytes again and again while the peer takes some in every so many milliseconds.
    ///
    /// - Returns: how many bytes were taken.
    func write(
        repeating bytes: [UInt8], upTo count: Int, orForMilliseconds time: Int32
    ) throws -> Int {
        var sent = 0
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        while sent < count, poll(&entry, 1, time) > 0 {
            let rest = bytes[(sent % bytes.count)...]
            let taken = rest.withUnsafeBytes {
                Foundation.send(
                    descriptor, $0.baseAddress, $0.count,
                    Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            }
            guard taken > 0 else { throw BrokenOff(call: "send", errorNumber: errno) }
            sent += taken
        }
        return sent
    }

    /// The status and head of an answer whose body comes as it comes.
    func head() throws -> (status: Int, head: String) {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let range = received.firstRange(of: end) {
                let head = String(decoding: received[..<range.upperBound], as: UTF8.self)
                received.removeFirst(range.upperBound)
                return (Int(head.dropFirst(9).prefix(3)) ?? 0, head)
            }
            received += try receive()
        }
    }

    func answer() throws -> Answer {
        let (status, head) = try head()
        if let length = head.firstMatch(of: /(?i)\r\ncontent-length: *(\d+)/) {
            let count = try #require(Int(length.1))
            while received.count < count { received += try receive() }
            let body = Array(received.prefix(count))
            received.removeFirst(count)
            return Answer(status: status, head: head, body: body)
        }
        guard head.contains("chunked") else { return Answer(status: status, head: head, body: []) }
        var chunks = ChunkedBody()
        var body = chunks.decode(takeReceived())
        while !chunks.isComplete { body += chunks.decode(try receive()) }
        return Answer(status: status, head: head, body: body)
    }

    /// Whether the peer closes without another word.
    func isOver() throws -> Bool {
        guard received.isEmpty else { return false }
        do {
            received += try receive()
            return false
        } catch let end as BrokenOff {
            return end.errorNumber == 0
        }
    }

    /// What has come behind a head.
    func takeReceived() -> [UInt8] {
        defer { received = [] }
        return received
    }

    /// Waits for more bytes.
    func receive() throws -> ArraySlice<UInt8> {
        let count = recv(descriptor, &space, space.count, 0)
        guard count > 0 else {
            throw BrokenOff(call: "recv", errorNumber: count < 0 ? errno : 0)
        }
        return space[..<count]
    }
}
