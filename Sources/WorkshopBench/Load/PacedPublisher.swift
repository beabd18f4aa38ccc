/// Publishes when told to, whether or not the messages before are answered.
package final class PacedPublisher: Reader {
    private let connection: Connection
    private let request: [UInt8]
    private var decoder = ResponseDecoder()
    private var body: [UInt8] = []
    package private(set) var sent = 0
    package private(set) var tally = MessageTally()

    package var descriptorNumber: Int32 { connection.number }

    package init(_ address: ServerAddress, request: [UInt8]) throws(BenchmarkError) {
        connection = try Connection(address, receiving: .returnsAtOnce)
        self.request = request
    }

    package func publish() throws(BenchmarkError) {
        sent += 1
        try connection.send(request)
    }

    package func becameReadable(_ buffer: inout [UInt8]) throws(BenchmarkError) {
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
