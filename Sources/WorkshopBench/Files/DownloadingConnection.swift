import WorkshopModel

/// Gets one file after the other and compares it, byte for byte, with what was stored.
final class DownloadingConnection: Reader {
    private let connection: Connection
    private let address: ServerAddress
    private let pattern: FilePattern
    private let transfers: FileTransfers
    private let hashes: [String]
    private var decoder = ResponseDecoder()
    private var number: Int?
    private var began = Moment.now
    private var received = 0

    var descriptorNumber: Int32 { connection.number }

    /// - Parameter hashes: by the numbers of the files.
    init(
        _ address: ServerAddress, _ pattern: FilePattern, _ transfers: FileTransfers,
        hashes: [String]
    ) throws(BenchmarkError) {
        connection = try Connection(address, receiving: .returnsAtOnce)
        self.address = address
        self.pattern = pattern
        self.transfers = transfers
        self.hashes = hashes
    }

    /// Begins with the next file, if there is one left.
    func start() throws(BenchmarkError) {
        number = transfers.take()
        guard let number else { return }
        received = 0
        began = .now
        try connection.send(HTTPRequest.get(Route.file(hashes[number]).path, at: address))
    }

    func becameReadable(_ buffer: inout [UInt8]) throws(BenchmarkError) {
        let count = try connection.receive(into: &buffer)
        let bytes = buffer.span.extracting(0..<count)
        let end = try decoder.decode(bytes, from: 0) { part throws(BenchmarkError) in
            try take(part)
        }
        if end != nil { try finish() }
    }

    private func take(_ part: borrowing Span<UInt8>) throws(BenchmarkError) {
        guard let number, pattern.matches(part, at: received, of: number) else {
            throw .brokenPromise("a file came back otherwise than it was stored")
        }
        received += part.count
    }

    private func finish() throws(BenchmarkError) {
        guard received == pattern.size else {
            throw .brokenPromise("a file came back shorter than it was stored")
        }
        transfers.finished(bytes: received, after: .now - began)
        try start()
    }
}
