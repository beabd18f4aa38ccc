/// One connection that sends a request and waits for the whole answer before the next.
package final class Caller {
    private let connection: Connection
    private var decoder = ResponseDecoder()
    private var buffer = [UInt8](repeating: 0, count: 262_144)

    package init(_ address: ServerAddress) throws(BenchmarkError) {
        connection = try Connection(address, receiving: .blocks)
    }

    /// - Returns: the answer's body.
    @discardableResult
    package func call(_ request: [UInt8]) throws(BenchmarkError) -> [UInt8] {
        var body: [UInt8] = []
        try call(request) { body.append(contentsOf: $0, in: 0..<$0.count) }
        return body
    }

    /// - Returns: nanoseconds from the request's first byte to the answer's last.
    package func time(_ request: [UInt8]) throws(BenchmarkError) -> Int64 {
        let begin = Moment.now
        try call(request) { _ in }
        return Moment.now - begin
    }

    private func call(
        _ request: [UInt8], body: (borrowing Span<UInt8>) -> Void
    ) throws(BenchmarkError) {
        try connection.send(request)
        while try !receive(into: &buffer, body) {}
    }

    /// - Returns: whether the answer is whole.
    private func receive(
        into buffer: inout [UInt8], _ body: (borrowing Span<UInt8>) -> Void
    ) throws(BenchmarkError) -> Bool {
        let count = try connection.receive(into: &buffer)
        return try decoder.decode(buffer.span.extracting(0..<count), from: 0, body: body) != nil
    }
}
