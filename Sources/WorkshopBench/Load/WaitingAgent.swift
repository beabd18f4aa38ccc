/// Waits for a task, and asks again when it has one.
package final class WaitingAgent: Reader {
    /// How many tasks it was given.
    package private(set) var tasks = 0
    private let connection: Connection
    private let request: [UInt8]
    private var decoder = ResponseDecoder()

    package var descriptorNumber: Int32 { connection.number }

    package init(number: Int, at address: ServerAddress) throws(BenchmarkError) {
        connection = try Connection(address, receiving: .returnsAtOnce)
        request = HTTPRequest.nextTask(for: "agent\(number)", at: address)
    }

    package func ask() throws(BenchmarkError) { try connection.send(request) }

    package func becameReadable(_ buffer: inout [UInt8]) throws(BenchmarkError) {
        let count = try connection.receive(into: &buffer)
        let end = try decoder.decode(buffer.span.extracting(0..<count), from: 0) { _ in }
        if end != nil { tasks += 1 }
    }
}
