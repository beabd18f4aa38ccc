import Glibc
import Synchronization
import WorkshopModel

/// Moves the bytes of one exchange through a socket, in both directions at once, and waits
/// wherever the socket or the task makes it wait.
struct ExchangePump {
    /// How long the server has to say whether it wants a body.
    private static let continuePatience = Duration.seconds(1)
    private static let bufferSize = 65_536

    private let channel: ExchangeChannel
    private let socket: Int32
    private let wake: WakeDescriptor
    private let isKept: Bool
    private let started: ContinuousClock.Instant
    private var lastActivity: ContinuousClock.Instant

    private var outgoing: [UInt8]
    private var sent = 0
    /// Bytes of the body that were announced and are still to come from the task; `nil` where
    /// none were announced.
    private var bodyLeft: Int64?
    private var bodyIsComplete = false
    /// Nothing more is sent, whether or not that was all.
    private var sendingIsOver = false
    /// Until then the server may say that it wants no body.
    private var continueDeadline: ContinuousClock.Instant?
    /// The task has brought no more yet.
    private var isStarved = false

    private var decoder = AnswerDecoder()
    /// The task has no room.
    private var isHeldUp = false
    private var answerHasBegun = false
    private var closesAfterwards = false
    private var sendError: Int32 = 0

    /// For bytes on their way in or out.
    private var scratch = [UInt8](repeating: 0, count: ExchangePump.bufferSize)

    init(
        _ channel: ExchangeChannel, head: [UInt8], _ socket: Int32, _ wake: WakeDescriptor,
        isKept: Bool, since started: ContinuousClock.Instant
    ) {
        self.channel = channel
        self.socket = socket
        self.wake = wake
        self.isKept = isKept
        self.started = started
        lastActivity = .now
        outgoing = head
        switch channel.request.body {
        case .none: bodyIsComplete = true
        case .bytes(let bytes): bodyLeft = Int64(bytes.count)
        case .stream(let length): bodyLeft = length
        }
        if channel.request.awaitsContinue {
            continueDeadline = .now.advanced(by: ExchangePump.continuePatience)
        }
    }

    /// Whether the connection is good for another request.
    private(set) var isReusable = false

    /// Returns at the end of the answer.
    mutating func run() throws(DirectFailure) {
        while true {
            send()
            let awaitedLeave = continueDeadline != nil
            try deliver()
            if decoder.hasEnded { break }
            if awaitedLeave, continueDeadline == nil { continue }
            try wait()
        }
        isReusable = !closesAfterwards && bodyIsComplete && sent == outgoing.count
    }

    // MARK: Sending

    private mutating func send() {
        while !sendingIsOver {
            fill()
            guard sent < outgoing.count else { return }
            let count = outgoing.withUnsafeBytes { bytes in
                Glibc.send(
                    socket, bytes.baseAddress?.advanced(by: sent), bytes.count - sent,
                    Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                sent += count
                lastActivity = .now
            } else if errno == EAGAIN {
                return
            } else if errno != EINTR {
                // The server may have answered before it closed.
                sendError = errno
                sendingIsOver = true
            }
        }
    }

    /// Takes more of the body when the one before is gone, or behind the head.
    private mutating func fill() {
        if sent > 0, sent == outgoing.count {
            outgoing.removeAll(keepingCapacity: true)
            sent = 0
        }
        guard sent == 0, !bodyIsComplete, !isStarved, continueDeadline == nil,
            outgoing.count < ExchangePump.bufferSize
        else { return }
        if bodyLeft == 0 {
            bodyIsComplete = true
            return
        }
        let supply = scratch.withUnsafeMutableBytes { [channel] buffer in
            channel.state.withLock { $0.supply(buffer) }
        }
        switch supply {
        case .bytes(let count):
            append(scratch[..<count])
            lastActivity = .now
            channel.news.raise()
        case .pause: isStarved = true
        case .end:
            precondition(bodyLeft ?? 0 == 0, "a body has the length that was announced")
            if bodyLeft == nil { outgoing += Array("0\r\n\r\n".utf8) }
            bodyIsComplete = true
        }
    }

    private mutating func append(_ piece: ArraySlice<UInt8>) {
        guard let left = bodyLeft else {
            outgoing += Array("\(String(piece.count, radix: 16))\r\n".utf8)
            outgoing += piece
            outgoing += Array("\r\n".utf8)
            return
        }
        // Never more than was announced: ``FileChunks`` sees to that.
        outgoing += piece
        bodyLeft = left - Int64(piece.count)
        bodyIsComplete = left == piece.count
    }

    // MARK: Receiving

    /// Reads once.
    private mutating func receive() throws(DirectFailure) {
        let count = scratch.withUnsafeMutableBytes { [socket] buffer in
            recv(socket, buffer.baseAddress, buffer.count, 0)
        }
        let failure = count < 0 ? errno : 0
        if count > 0 {
            decoder.feed(scratch[..<count])
            lastActivity = .now
        } else if count == 0 || failure != EAGAIN && failure != EINTR {
            try end(by: failure)
        }
    }

    /// The connection is over.
    private mutating func end(by errorNumber: Int32) throws(DirectFailure) {
        if decoder.endsWithConnection, errorNumber == 0 {
            closesAfterwards = true
            decoder.endWithConnection()
            return
        }
        if isKept, !decoder.hasBegun { throw .stale }
        throw .broken(
            errorNumber: errorNumber != 0 ? errorNumber : sendError,
            answerHasBegun: answerHasBegun)
    }

    /// Hands what has come to the task, as far as it has room.
    private mutating func deliver() throws(DirectFailure) {
        var isNews = false
        defer { if isNews { channel.news.raise() } }
        do throws(AnswerDecoder.Violation) {
            while !isHeldUp, let piece = try decoder.next() {
                switch piece {
                case .headerLine(let line): isNews = try deliver(headerLine: line, piece) || isNews
                case .body(let bytes):
                    let hasRoom = bytes.withUnsafeBytes { bytes in
                        channel.state.withLock { $0.receive(body: bytes) }
                    }
                    guard hasRoom else {
                        isHeldUp = true
                        return
                    }
                    decoder.take(piece)
                    isNews = true
                }
            }
        } catch {
            throw .violation
        }
    }

    /// - Returns: whether that was the end of the head.
    private mutating func deliver(
        headerLine line: ArraySlice<UInt8>, _ piece: AnswerDecoder.Piece
    ) throws(AnswerDecoder.Violation) -> Bool {
        let (isWanted, head) = line.withUnsafeBytes { bytes in
            channel.state.withLock { ($0.receive(headerLine: bytes), $0.head) }
        }
        let endsHead = line.count <= 2
        decoder.take(piece)
        // The exchange has ended by itself then.
        guard isWanted else { throw AnswerDecoder.Violation() }
        // An interim answer is the leave to go on.
        if endsHead { continueDeadline = nil }
        guard let head, endsHead else { return false }
        answerHasBegun = true
        try decoder.beginBody(head, hasNone: channel.request.method == .head)
        let connection = head.values(of: "connection").joined(separator: ",").lowercased()
        closesAfterwards = connection.contains("close") || decoder.isOfVersion10
        // Whatever of the body has not gone out is not wanted any more.
        sendingIsOver = true
        return true
    }

    // MARK: Waiting

    private mutating func wait() throws(DirectFailure) {
        let wantsToSend = !sendingIsOver && sent < outgoing.count
        let events = (wantsToSend ? POLLOUT : 0) | (isHeldUp ? 0 : POLLIN)
        switch wake.wait(for: socket, events, until: deadline) {
        case .woken:
            wake.clear()
            guard channel.state.withLock({ $0.outcome == nil }) else { throw .interrupted }
            isHeldUp = false
            isStarved = false
            lastActivity = .now
        case .timedOut:
            if let moment = continueDeadline, moment <= .now {
                continueDeadline = nil
            } else {
                throw .timedOut
            }
        case .ready(let events):
            if events & ~POLLOUT != 0, !isHeldUp { try receive() }
        }
    }

    /// `nil` while the task is what it waits for.
    private var deadline: ContinuousClock.Instant? {
        let patience: ContinuousClock.Instant? =
            switch channel.request.patience {
            case .whole(let duration): started.advanced(by: duration)
            case .silence(let duration):
                isHeldUp || isStarved ? nil : lastActivity.advanced(by: duration)
            }
        return [patience, continueDeadline].compactMap(\.self).min()
    }
}
