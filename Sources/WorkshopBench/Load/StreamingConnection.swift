/// Follows a channel and counts what comes.
package final class StreamingConnection: Reader {
    private let connection: Connection
    private let observer: (any DeliveryObserver)?
    private var decoder = ResponseDecoder()
    private var scanner: EventScanner
    /// Whether the first bytes of the stream have come.
    package private(set) var isOpen = false
    package private(set) var tally = MessageTally()

    package var descriptorNumber: Int32 { connection.number }

    /// - Parameter observer: is told when each message came.
    package convenience init(
        _ address: ServerAddress, channel: String, observer: (any DeliveryObserver)? = nil
    ) throws(BenchmarkError) {
        try self.init(
            address, request: HTTPRequest.stream(of: channel, at: address), observer: observer)
    }

    /// - Parameters:
    ///   - request: asks for the stream.
    ///   - numberPlace: where a line with data has the number of its message.
    package init(
        _ address: ServerAddress, request: [UInt8], numberPlace: Range<Int>? = nil,
        observer: (any DeliveryObserver)? = nil
    ) throws(BenchmarkError) {
        connection = try Connection(address, receiving: .returnsAtOnce)
        scanner = EventScanner(numberPlace: numberPlace)
        self.observer = observer
        try connection.send(request)
    }

    package func becameReadable(_ buffer: inout [UInt8]) throws(BenchmarkError) {
        let count = try connection.receive(into: &buffer)
        let bytes = buffer.span.extracting(0..<count)
        let end = try decoder.decode(bytes, from: 0) { part throws(BenchmarkError) in
            isOpen = true
            try scanner.scan(part) { id, number throws(BenchmarkError) in
                observer?.arrived(tally.count, number: number)
                tally.add(id)
            }
        }
        guard end == nil else { throw .server("the server ended a stream") }
    }
}
