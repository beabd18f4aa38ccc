import Glibc

/// A TCP connection to the server.
package struct Connection: ~Copyable {
    package enum Waiting {
        case blocks, returnsAtOnce
        /// Nor is it waited for that the connection is made: until then nothing fits to be sent.
        case connectsMeanwhile
    }

    private let socket: Descriptor

    package var number: Int32 { socket.number }

    package init(_ address: ServerAddress, receiving waiting: Waiting) throws(BenchmarkError) {
        socket = try Connection.connect(address, waiting)
    }

    private static func connect(
        _ address: ServerAddress, _ waiting: Waiting
    ) throws(BenchmarkError) -> Descriptor {
        let socket = try Descriptor("make a socket") {
            Glibc.socket(
                address.family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        }
        let number = socket.number
        if waiting == .connectsMeanwhile { try stopBlocking(number) }
        do throws(BenchmarkError) {
            try SystemCall.check("connect to '\(address.url)'") {
                let code = address.withSocketAddress { Glibc.connect(number, $0, $1) }
                return waiting == .connectsMeanwhile && code < 0 && errno == EINPROGRESS ? 0 : code
            }
        } catch .system(let doing, let code) {
            throw .unreachable("cannot \(doing): \(SystemCall.reason(code))")
        }
        var yes: Int32 = 1
        setsockopt(
            number, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        if waiting == .returnsAtOnce { try stopBlocking(number) }
        return socket
    }

    private static func stopBlocking(_ number: Int32) throws(BenchmarkError) {
        try SystemCall.check("set up a socket") { fcntl(number, F_SETFL, O_NONBLOCK) }
    }

    /// Sends all of it, waiting for room where there is none.
    package func send(_ bytes: [UInt8]) throws(BenchmarkError) {
        var sent = 0
        while true {
            sent += try sendWhatFits(bytes, sent..<bytes.count)
            if sent == bytes.count { return }
            var room = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
            poll(&room, 1, 1_000)
            try Interruption.check()
        }
    }

    /// - Returns: how many bytes of the range were sent before there was no room left.
    package func sendWhatFits(
        _ bytes: [UInt8], _ range: Range<Int>
    ) throws(BenchmarkError) -> Int {
        var sent = 0
        while sent < range.count {
            let count = bytes.withUnsafeBytes { bytes in
                Glibc.send(
                    number, bytes.baseAddress?.advanced(by: range.lowerBound + sent),
                    range.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count >= 0 {
                sent += count
            } else if errno == EAGAIN {
                break
            } else if errno != EINTR {
                throw .unreachable("cannot send to the server: \(SystemCall.reason(errno))")
            }
            try Interruption.check()
        }
        return sent
    }

    /// - Returns: how many bytes came; 0 when a connection that does not block has none.
    /// - Throws: also when the server has closed the connection.
    package func receive(into buffer: inout [UInt8]) throws(BenchmarkError) -> Int {
        while true {
            let count = recv(number, &buffer, buffer.count, 0)
            if count > 0 { return count }
            if count == 0 { throw .unreachable("the server closed a connection") }
            if errno == EAGAIN { return 0 }
            guard errno == EINTR else {
                throw .unreachable("cannot receive from the server: \(SystemCall.reason(errno))")
            }
            try Interruption.check()
        }
    }
}
