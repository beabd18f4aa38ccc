import WorkshopBench

/// One connection that publishes when told to, and counts what was acknowledged.
final class PeerPublisher: Reader {
    private let connection: Connection
    private var publication: Publication
    private var scanner: AcknowledgementScanner
    /// Is called for each message that was acknowledged, in the order of publishing.
    private let acknowledged: (PeerPublisher) throws(BenchmarkError) -> Void
    private(set) var sent = 0
    private(set) var acknowledgements = 0
    /// When the last message was sent.
    private(set) var began = Moment.now

    var descriptorNumber: Int32 { connection.number }

    init(
        _ peer: PeerUnderTest, _ publication: Publication, connection number: Int = 0,
        acknowledged: @escaping (PeerPublisher) throws(BenchmarkError) -> Void = { _ in }
    ) throws(BenchmarkError) {
        connection = try Connection(peer.address, receiving: .returnsAtOnce)
        self.publication = publication
        self.acknowledged = acknowledged
        scanner = AcknowledgementScanner(publication.acknowledgement)
        if let greeting = peer.server.greeting(connection: number) {
            try connection.greet(with: greeting)
        }
    }

    func publish(_ number: Int) throws(BenchmarkError) {
        publication.setNumber(number)
        sent += 1
        began = .now
        try connection.send(publication.bytes)
    }

    func becameReadable(_ buffer: inout [UInt8]) throws(BenchmarkError) {
        let count = try connection.receive(into: &buffer)
        for _ in 0..<(try scanner.scan(buffer.span.extracting(0..<count))) {
            acknowledgements += 1
            try acknowledged(self)
        }
    }
}
