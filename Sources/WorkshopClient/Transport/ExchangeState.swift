/// One request and its answer as they stand between the thread that moves bytes and the task
/// that uses them: what has come, what is to go out, and who must wait for whom.
///
/// Both buffers are bounded; the side that finds one full or empty is told to pause.
struct ExchangeState: Sendable {
    /// Bytes that may wait for the task: enough to keep a fast connection busy while the task
    /// writes to disk, little enough for a thousand streams.
    static let incomingLimit = 262_144

    private(set) var head: ResponseHead?
    /// How it ended; `nil` while it goes on.
    private(set) var outcome: Result<Void, ClientError>?
    private var headReader = ResponseHeadReader()
    private var incoming: [UInt8] = []
    private var isReceivingPaused = false
    private var outgoing: [UInt8] = []
    private var outgoingStart = 0
    private var outgoingIsComplete = false
    private var isSendingPaused = false

    // MARK: What the connection does

    /// - Returns: no when the head passes its limit: nothing more is wanted.
    mutating func receive(headerLine: UnsafeRawBufferPointer) -> Bool {
        switch headReader.take(line: headerLine) {
        case .more: return true
        case .complete(let head):
            // Trailers of a chunked answer look like another head; the first one counts.
            if self.head == nil { self.head = head }
            return true
        case .tooLarge:
            finish(.failure(.protocolViolation("the answer's headers are too large")))
            return false
        }
    }

    /// - Returns: no when there is no room: the same bytes are to be offered again later.
    mutating func receive(body: UnsafeRawBufferPointer) -> Bool {
        guard incoming.count < ExchangeState.incomingLimit else {
            isReceivingPaused = true
            return false
        }
        incoming.append(contentsOf: body)
        return true
    }

    /// What the connection gets to send.
    enum Supply: Sendable, Equatable {
        case bytes(Int)
        /// Nothing now, more later.
        case pause
        case end
    }

    mutating func supply(_ buffer: UnsafeMutableRawBufferPointer) -> Supply {
        let count = min(buffer.count, outgoing.count - outgoingStart)
        if count == 0 {
            // Of an exchange that was given up the rest is gone: its end would pass for that of a
            // whole body.
            if outgoingIsComplete, outcome == nil { return .end }
            isSendingPaused = true
            return .pause
        }
        outgoing.withUnsafeBytes { bytes in
            buffer.copyMemory(
                from: UnsafeRawBufferPointer(
                    rebasing: bytes[outgoingStart..<(outgoingStart + count)]))
        }
        outgoingStart += count
        if outgoingStart == outgoing.count {
            outgoing = []
            outgoingStart = 0
        }
        return .bytes(count)
    }

    /// The first end counts.
    mutating func finish(_ result: Result<Void, ClientError>) {
        guard outcome == nil else { return }
        outcome = result
        outgoing = []
        outgoingStart = 0
        if case .failure(.cancelled) = result { incoming = [] }
    }

    // MARK: What the task does

    /// Something to have now, or a reason to wait.
    enum Reading<Value: Sendable>: Sendable {
        case wait
        case value(Value)
        case failed(ClientError)
    }

    func readHead() -> Reading<ResponseHead> {
        if case .failure(let error) = outcome, head == nil || error == .cancelled {
            return .failed(error)
        }
        if let head { return .value(head) }
        guard outcome == nil else {
            return .failed(.protocolViolation("the server sent an answer without a head"))
        }
        return .wait
    }

    /// All that has come, or `nil` at the end; what came before a failure is handed out first.
    mutating func readBody() -> Reading<[UInt8]?> {
        if incoming.isEmpty {
            switch outcome {
            case nil: return .wait
            case .success: return .value(nil)
            case .failure(let error): return .failed(error)
            }
        }
        var chunk: [UInt8] = []
        swap(&chunk, &incoming)
        return .value(chunk)
    }

    /// Puts the next piece of the body in place once the one before has gone out.
    ///
    /// The value says whether more is wanted: no once the server has answered or all is over.
    mutating func write(_ bytes: [UInt8]) -> Reading<Bool> {
        if case .failure(let error) = outcome, head == nil { return .failed(error) }
        guard outcome == nil, head == nil else { return .value(false) }
        guard outgoing.isEmpty else { return .wait }
        outgoing = bytes
        return .value(true)
    }

    mutating func endWriting() { outgoingIsComplete = true }

    /// Whether the connection waits for what the task has just done; asking clears it.
    mutating func takePause() -> Bool {
        let wantsBody = isReceivingPaused && incoming.isEmpty
        let hasSupply = isSendingPaused && (!outgoing.isEmpty || outgoingIsComplete)
        if wantsBody { isReceivingPaused = false }
        if hasSupply { isSendingPaused = false }
        return wantsBody || hasSupply
    }
}
