/// Publishes one message after the other, each when the one before is answered.
package final class PublishingConnection: Reader {
    private let connection: Connection
    private unowned let load: PublishLoad
    private var decoder = ResponseDecoder()
    private var body: [UInt8] = []
    private var began = Moment.now

    package var descriptorNumber: Int32 { connection.number }

    package init(_ address: ServerAddress, load: PublishLoad) throws(BenchmarkError) {
        connection = try Connection(address, receiving: .returnsAtOnce)
        self.load = load
    }

    /// Sends the next message, if the load has one.
    package func publish() throws(BenchmarkError) {
        guard let request = load.nextRequest() else { return }
        began = .now
        try connection.send(request)
    }

    package func becameReadable(_ buffer: inout [UInt8]) throws(BenchmarkError) {
        let count = try connection.receive(into: &buffer)
        let bytes = buffer.span.extracting(0..<count)
        let end = try decoder.decode(bytes, from: 0) {
            body.append(contentsOf: $0, in: 0..<$0.count)
        }
        guard let end else { return }
        guard end == count else { throw .server("the server answered more than it was asked") }
        try load.answered(body, after: Moment.now - began)
        body.removeAll(keepingCapacity: true)
        try publish()
    }
}
