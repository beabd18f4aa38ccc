import WorkshopBench

/// Counts the messages that a server says it has taken.
struct AcknowledgementScanner {
    private let form: Publication.Acknowledgement
    private var decoder = ResponseDecoder()
    private var line: [UInt8] = []
    /// Lines, or bytes of a packet, since the last acknowledgement.
    private var parts = 0

    init(_ form: Publication.Acknowledgement) { self.form = form }

    /// - Returns: how many more messages were taken.
    mutating func scan(_ bytes: borrowing Span<UInt8>) throws(BenchmarkError) -> Int {
        switch form {
        case .http: try scanAnswers(bytes)
        case .lines(let each, let beginning): try scanLines(bytes, each, beginning)
        case .packet: try scanPackets(bytes)
        }
    }

    private mutating func scanAnswers(
        _ bytes: borrowing Span<UInt8>
    ) throws(BenchmarkError) -> Int {
        var index = 0
        var count = 0
        while let end = try decoder.decode(bytes, from: index, body: { _ in }) {
            count += 1
            index = end
        }
        return count
    }

    private mutating func scanLines(
        _ bytes: borrowing Span<UInt8>, _ each: Int, _ beginning: String
    ) throws(BenchmarkError) -> Int {
        var index = 0
        var count = 0
        while index < bytes.count {
            let end = bytes.indexOfNewline(from: index)
            line.append(contentsOf: bytes, in: index..<(end ?? bytes.count))
            guard let end else { break }
            index = end + 1
            defer { line.removeAll(keepingCapacity: true) }
            // NATS asks once how far away a client is; who does not answer within the hour that
            // its configuration gives is cut off.
            if line.starts(with: "PING".utf8) { continue }
            parts += 1
            if parts == each {
                guard line.starts(with: beginning.utf8) else { throw refused() }
                count += 1
                parts = 0
            } else if line.first == UInt8(ascii: "-") {
                throw refused()
            }
        }
        return count
    }

    private func refused() -> BenchmarkError {
        .server("a peer answered '\(String(decoding: line.prefix(200), as: UTF8.self))'")
    }

    private mutating func scanPackets(
        _ bytes: borrowing Span<UInt8>
    ) throws(BenchmarkError) -> Int {
        let packetBytes = 4
        // 0x40 0x02 and the number of the packet (MQTT 3.1.1, 3.4).
        for index in 0..<bytes.count where (parts + index) % packetBytes == 0 {
            guard bytes[index] == 0x40 else { throw .server("a peer answered with no PUBACK") }
        }
        let before = parts
        parts = (before + bytes.count) % packetBytes
        return (before + bytes.count) / packetBytes
    }
}
