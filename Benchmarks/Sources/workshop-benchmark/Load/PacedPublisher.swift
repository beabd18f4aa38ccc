/// Publishes when told to, whether or not the messages before are answered.
final class PacedPublisher: Reader {
    private let connection: Connection
    private let request: [UInt8]
    private var decoder = ResponseDecoder()
    private var body: [UInt8] = []
    private(set) var sent = 0
    private(set) var tally = MessageTally()

    var descriptorNumber: Int32 { connection.number }

    init(_ address: ServerAddress, request: [UInt8]) throws(BenchmarkError) {
        connection = try Connection(address, receiving: .returnsAtOnce)
        self.request = request
    }

    func publish() throws(BenchmarkError) {
        sent += 1
        try connection.send(request)
    }

    func becameReadable(_ buffer: inout [UInt8]) throws(BenchmarkError) {
        let count = try connection.receive(into: &buffer)
        let bytes = buffer.span.extracting(0..<count)
        var index = 0
        while index < count {
            let end = try decoder.decode(bytes, from: index) {
                body.append(contentsOf: $0, in: 0..<$0.count)
            }
            guard let end else { return }
            index = end
            tally.add(try PublishAnswer.id(in: body))
            body.removeAll(keepingCapacity: true)
        }
    }
}
