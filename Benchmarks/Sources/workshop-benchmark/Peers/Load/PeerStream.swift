import WorkshopBench

/// Follows the channel and checks that every message comes once and in order.
final class PeerStream: Reader {
    private let connection: Connection
    private let opening: Opening
    /// Whether the opening may have to wait until the connection is made. Then it is called once
    /// for each change.
    private let isWatchedForRoom: Bool
    /// Bytes of the opening that are sent.
    private var sent = 0
    private let count: DeliveryCount
    private var decoder = ResponseDecoder()
    private var scanner = NumberScanner()
    /// What came before the stream was open.
    private var heard: [UInt8] = []
    /// Whether the server has understood that it is one.
    private(set) var isOpen = false
    /// The number that the next message must have.
    private(set) var expected: Int
    /// Whether the first message that comes may be a later one.
    private var mayMissFirst: Bool

    var descriptorNumber: Int32 { connection.number }

    init(
        _ address: ServerAddress, _ opening: Opening, first: Int, mayMissFirst: Bool = false,
        connecting: Connection.Waiting = .returnsAtOnce, count: DeliveryCount
    ) throws(BenchmarkError) {
        connection = try Connection(address, receiving: connecting)
        isWatchedForRoom = connecting == .connectsMeanwhile
        self.opening = opening
        self.count = count
        expected = first
        self.mayMissFirst = mayMissFirst
        try sendOpening()
    }

    private func sendOpening() throws(BenchmarkError) {
        guard sent < opening.bytes.count else { return }
        sent += try connection.sendWhatFits(opening.bytes, sent..<opening.bytes.count)
    }

    func becameReadable(_ buffer: inout [UInt8]) throws(BenchmarkError) {
        try sendOpening()
        repeat {
            let count = try connection.receive(into: &buffer)
            if count == 0 { return }
            try received(count, of: buffer)
        } while isWatchedForRoom
    }

    private func received(_ count: Int, of buffer: [UInt8]) throws(BenchmarkError) {
        let bytes = buffer.span.extracting(0..<count)
        guard opening.isChunked else { return try take(bytes) }
        let end = try decoder.decode(bytes, from: 0) { part throws(BenchmarkError) in
            try take(part)
        }
        guard end == nil else { throw .server("a server ended a stream") }
    }

    private func take(_ bytes: borrowing Span<UInt8>) throws(BenchmarkError) {
        if !isOpen {
            heard.append(contentsOf: bytes, in: 0..<bytes.count)
            isOpen = heard.contains(opening.mark)
            if isOpen { heard = [] }
        }
        try scanner.scan(bytes) { number throws(BenchmarkError) in
            if mayMissFirst, number > expected {
                count.skip(number - expected)
                expected = number
            }
            mayMissFirst = false
            guard number == expected else {
                throw .brokenPromise("a stream got message \(number) in place of \(expected)")
            }
            expected += 1
            count.arrived(number)
        }
    }
}
