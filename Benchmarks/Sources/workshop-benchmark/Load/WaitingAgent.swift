/// Waits for a task, and asks again when it has one.
final class WaitingAgent: Reader {
    /// How many tasks it was given.
    private(set) var tasks = 0
    private let connection: Connection
    private let request: [UInt8]
    private var decoder = ResponseDecoder()

    var descriptorNumber: Int32 { connection.number }

    init(number: Int, at address: ServerAddress) throws(BenchmarkError) {
        connection = try Connection(address, receiving: .returnsAtOnce)
        request = HTTPRequest.nextTask(for: "agent\(number)", at: address)
    }

    func ask() throws(BenchmarkError) { try connection.send(request) }

    func becameReadable(_ buffer: inout [UInt8]) throws(BenchmarkError) {
        let count = try connection.receive(into: &buffer)
        let end = try decoder.decode(buffer.span.extracting(0..<count), from: 0) { _ in }
        if end != nil { tasks += 1 }
    }
}
