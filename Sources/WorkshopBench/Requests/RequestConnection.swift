/// Sends one request after the other and hands over the answers.
final class RequestConnection: Reader {
    /// What is in flight.
    struct Pending {
        let index: Int
        let due: Moment
        let isCounted: Bool
    }

    let number: Int
    private let connection: Connection
    private unowned let owner: any RequestOwner
    private var decoder = ResponseDecoder(refusal: .isAnswer)
    private var body: [UInt8] = []
    private var pending: Pending?

    var descriptorNumber: Int32 { connection.number }

    init(
        _ number: Int, to address: ServerAddress, owner: any RequestOwner
    ) throws(BenchmarkError) {
        self.number = number
        self.owner = owner
        connection = try Connection(address, receiving: .returnsAtOnce)
    }

    /// Nothing must be in flight.
    func send(_ request: [UInt8], _ pending: Pending) throws(BenchmarkError) {
        self.pending = pending
        try connection.send(request)
    }

    func becameReadable(_ buffer: inout [UInt8]) throws(BenchmarkError) {
        let count = try connection.receive(into: &buffer)
        let bytes = buffer.span.extracting(0..<count)
        let end = try decoder.decode(bytes, from: 0) {
            body.append(contentsOf: $0, in: 0..<$0.count)
        }
        guard let end else { return }
        guard end == count, let answered = pending else {
            throw .server("the server answered more than it was asked")
        }
        pending = nil
        // The owner may send the next one at once.
        defer { body.removeAll(keepingCapacity: true) }
        try owner.answered(answered, on: number, status: decoder.status, body: body)
    }
}
