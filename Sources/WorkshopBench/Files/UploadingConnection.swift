import WorkshopModel

/// Stores one file after the other, from memory.
final class UploadingConnection: Reader {
    /// Gets the hash of each file when it is stored.
    typealias Stored = (_ number: Int, _ hash: String) -> Void

    private let connection: Connection
    private let pattern: FilePattern
    private let transfers: FileTransfers
    private let stored: Stored
    private let requestHead: [UInt8]
    private var decoder = ResponseDecoder(refusal: .isAnswer)
    private var answer: [UInt8] = []
    private var number: Int?
    private var began = Moment.now
    /// The request's head and the file's, and what of them is sent.
    private var head: [UInt8] = []
    private var headSent = 0
    /// Bytes of the file that are sent.
    private var sent = 0

    var descriptorNumber: Int32 { connection.number }

    init(
        _ address: ServerAddress, _ pattern: FilePattern, _ transfers: FileTransfers,
        stored: @escaping Stored
    ) throws(BenchmarkError) {
        connection = try Connection(address, receiving: .returnsAtOnce)
        requestHead = HTTPRequest.postHead(
            Route.files.path, "application/octet-stream", bodyBytes: pattern.size, at: address)
        self.pattern = pattern
        self.transfers = transfers
        self.stored = stored
    }

    /// Begins with the next file, if there is one left.
    func start() throws(BenchmarkError) {
        number = transfers.take()
        guard let number else { return }
        head = requestHead + pattern.head(of: number)
        headSent = 0
        sent = FilePattern.headBytes
        began = .now
        try send()
    }

    func becameReadable(_ buffer: inout [UInt8]) throws(BenchmarkError) {
        try send()
        while true {
            let count = try connection.receive(into: &buffer)
            guard count > 0 else { return }
            let bytes = buffer.span.extracting(0..<count)
            let end = try decoder.decode(bytes, from: 0) {
                answer.append(contentsOf: $0, in: 0..<$0.count)
            }
            if end != nil { try finish() }
        }
    }

    private func send() throws(BenchmarkError) {
        guard number != nil else { return }
        headSent += try connection.sendWhatFits(head, headSent..<head.count)
        guard headSent == head.count else { return }
        while sent < pattern.size {
            let (bytes, range) = pattern.body(from: sent)
            let count = try connection.sendWhatFits(bytes, range)
            sent += count
            if count < range.count { return }
        }
    }

    private func finish() throws(BenchmarkError) {
        guard 200..<300 ~= decoder.status else {
            throw .refused(RefusedRequest(status: decoder.status, body: answer))
        }
        guard let number, sent == pattern.size,
            let hash = (try? JSONText(parsing: answer))?["hash"]?.string
        else { throw .server("the server answered an upload otherwise than with its hash") }
        transfers.finished(bytes: pattern.size, after: .now - began)
        stored(number, hash)
        answer.removeAll(keepingCapacity: true)
        try start()
    }
}
