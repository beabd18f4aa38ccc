/// Follows a channel and counts what comes.
package final class StreamingConnection: Reader {
    private let connection: Connection
    private let schedule: Schedule?
    private var decoder = ResponseDecoder()
    private var scanner = EventScanner()
    /// Whether the first bytes of the stream have come.
    package private(set) var isOpen = false
    package private(set) var tally = MessageTally()

    package var descriptorNumber: Int32 { connection.number }

    /// - Parameter schedule: is told when each message came.
    package init(
        _ address: ServerAddress, channel: String, schedule: Schedule? = nil
    ) throws(BenchmarkError) {
        connection = try Connection(address, receiving: .returnsAtOnce)
        self.schedule = schedule
        try connection.send(HTTPRequest.stream(of: channel, at: address))
    }

    package func becameReadable(_ buffer: inout [UInt8]) throws(BenchmarkError) {
        let count = try connection.receive(into: &buffer)
        let bytes = buffer.span.extracting(0..<count)
        let end = try decoder.decode(bytes, from: 0) { part throws(BenchmarkError) in
            isOpen = true
            try scanner.scan(part) { id throws(BenchmarkError) in
                schedule?.arrived(tally.count)
                tally.add(id)
            }
        }
        guard end == nil else { throw .server("the server ended a stream") }
    }
}
