import Glibc
import Synchronization

/// The peer's end of one connection; blocks its own thread.
final class PeerConnection {
    private let socket: CInt
    private let log: ScriptedPeer.SharedLog
    private var buffer: [UInt8] = []

    init(_ socket: CInt, _ log: ScriptedPeer.SharedLog) {
        self.socket = socket
        self.log = log
    }

    deinit { close(socket) }

    /// Reads one request with its body and logs it; `nil` when the client has closed.
    ///
    /// - Parameter isBodyKept: no for bodies too large to keep: they are only counted.
    @discardableResult
    func readRequest(isBodyKept: Bool = true) -> PeerRequest? {
        guard var request = readHead() else { return nil }
        if request["transfer-encoding"] == "chunked" {
            readChunks(&request, isBodyKept)
        } else {
            var rest = Int(request["content-length"] ?? "0") ?? 0
            while rest > 0, let bytes = take(atMost: rest) {
                rest -= bytes.count
                request.bodyLength += bytes.count
                if isBodyKept { request.body += bytes }
            }
        }
        log.value.withLock { $0.requests.append(request) }
        return request
    }

    /// Reads a request up to its body, without logging it.
    func readHead() -> PeerRequest? {
        guard let first = readLine() else { return nil }
        let words = first.split(separator: " ").map(String.init)
        var request = PeerRequest(method: words[0], target: words[1])
        while let line = readLine(), !line.isEmpty {
            let colon = line.firstIndex(of: ":")!
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            request.headers[line[..<colon].lowercased()] = String(value)
        }
        if request["expect"] == "100-continue" { write("HTTP/1.1 100 Continue\r\n\r\n") }
        return request
    }

    func write(_ text: String) { write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) {
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes {
                send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            start += count
        }
    }

    /// Writes every byte in a packet of its own, as far as the kernel lets it.
    func writeBytewise(_ text: String) {
        var yes: CInt = 1
        setsockopt(
            socket, CInt(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<CInt>.size))
        for byte in text.utf8 { write([byte]) }
    }

    func answer(_ status: String = "200 OK", headers: String = "", _ body: String = "{}") {
        write(
            "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
    }

    /// Begins a stream of events that lasts until the connection closes.
    func beginStream() {
        write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: open\n\n")
    }

    func sendMessage(_ id: String) { write("id: \(id)\ndata: {\"id\":\"\(id)\"}\n\n") }

    /// Closes before the script returns, so that it can tell when that was.
    func hangUp() { shutdown(socket, CInt(SHUT_RDWR)) }

    /// Returns once the client has closed.
    func waitForClose() { while take(atMost: 65_536) != nil {} }

    /// Reads one byte at a time so that the kernel's buffers fill up: only for what is small.
    private func readLine() -> String? {
        var line: [UInt8] = []
        while let byte = take(atMost: 1)?.first {
            if byte == UInt8(ascii: "\n") {
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                return String(decoding: line, as: UTF8.self)
            }
            line.append(byte)
        }
        return nil
    }

    private func readChunks(_ request: inout PeerRequest, _ isBodyKept: Bool) {
        while let line = readLine(), var rest = Int(line, radix: 16) {
            request.chunks += 1
            let isLast = rest == 0
            while rest > 0, let bytes = take(atMost: rest) {
                rest -= bytes.count
                request.bodyLength += bytes.count
                if isBodyKept { request.body += bytes }
            }
            _ = readLine()
            if isLast { return }
        }
    }

    private func take(atMost limit: Int) -> ArraySlice<UInt8>? {
        if buffer.isEmpty {
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let count = recv(socket, &bytes, bytes.count, 0)
            guard count > 0 else { return nil }
            buffer = Array(bytes[..<count])
        }
        let taken = buffer.prefix(limit)
        buffer.removeFirst(taken.count)
        return taken
    }
}
