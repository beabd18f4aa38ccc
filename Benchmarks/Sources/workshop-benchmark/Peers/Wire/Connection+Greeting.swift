import Glibc
import WorkshopBench

extension Connection {
    /// Sends what a conversation begins with and waits until the server has understood it.
    ///
    /// - Throws: also when it has not within ten seconds.
    func greet(with opening: Opening) throws(BenchmarkError) {
        try send(opening.bytes)
        var heard: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !heard.contains(opening.mark) {
            var readable = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
            guard poll(&readable, 1, 10_000) > 0 else {
                try Interruption.check()
                throw .server("a server said no more than '\(text(heard))'")
            }
            let count = try receive(into: &buffer)
            heard += buffer[..<count]
            // An error, in the protocols that are lines.
            if heard.first == UInt8(ascii: "-") {
                throw .server("a server said '\(text(heard))'")
            }
        }
    }

    private func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.suffix(200), as: UTF8.self)
    }
}

extension [UInt8] {
    /// Whether the other bytes stand somewhere in these, in a row.
    func contains(_ other: [UInt8]) -> Bool {
        guard count >= other.count else { return false }
        return (0...count - other.count).contains { self[$0...].starts(with: other) }
    }
}
