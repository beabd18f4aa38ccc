import WorkshopBench

/// Claims one task after the other until none is open.
final class ClaimingAgent: Reader {
    private let connection: Connection
    private let request: [UInt8]
    private let claimed: (Int) throws(BenchmarkError) -> Void
    private var decoder = ResponseDecoder()
    private var scanner = NumberScanner()
    private var answerHasTask = false
    /// Whether it was told that no task is open.
    private(set) var isDone = true

    var descriptorNumber: Int32 { connection.number }

    /// - Parameter claimed: is called with the number in the title of each task.
    init(
        number: Int, at address: ServerAddress,
        claimed: @escaping (Int) throws(BenchmarkError) -> Void
    ) throws(BenchmarkError) {
        connection = try Connection(address, receiving: .returnsAtOnce)
        request = HTTPRequest.post("/tasks/claim", #"{"from":"agent\#(number)"}"#, at: address)
        self.claimed = claimed
    }

    func start() throws(BenchmarkError) {
        isDone = false
        try ask()
    }

    private func ask() throws(BenchmarkError) {
        answerHasTask = false
        try connection.send(request)
    }

    func becameReadable(_ buffer: inout [UInt8]) throws(BenchmarkError) {
        let count = try connection.receive(into: &buffer)
        let end = try decoder.decode(
            buffer.span.extracting(0..<count), from: 0
        ) { part throws(BenchmarkError) in
            try scanner.scan(part) { number throws(BenchmarkError) in
                answerHasTask = true
                try claimed(number)
            }
        }
        guard end != nil else { return }
        if answerHasTask { try ask() } else { isDone = true }
    }
}
