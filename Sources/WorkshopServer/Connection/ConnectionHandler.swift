import NIOCore
import NIOExtras
import NIOHTTP1
import WorkshopModel
import WorkshopStore

/// One connection: reads requests one after the other, answers each before it looks at the next.
///
/// Pipelined requests wait, and while something waits or an upload's disk is behind, the socket
/// is not read. Writes go below the HTTP codec as finished bytes.
///
/// `@unchecked Sendable` because completions of the store carry it back to its event loop; it is
/// touched nowhere else.
final class ConnectionHandler: ChannelDuplexHandler, @unchecked Sendable {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What the connection is busy with.
    enum Phase {
        /// Between requests.
        case idle
        /// A body is being collected.
        case collecting(Request, ByteBuffer)
        /// A body goes to disk as it comes.
        case uploading(Request, FileUpload)
        /// The request is whole and the answer is being made.
        case answering(Request)
        /// The head is out and the body follows page by page.
        case sending(Request, PagedBody)
        /// A stream is open.
        case streaming(Request, Subscriber)
        /// The request was refused before its end, which is thrown away.
        case discarding(bytes: Int)
        case closed
    }

    enum Input {
        case part(HTTPServerRequestPart)
        case broken(APIError)
        case end
    }

    /// Parts of pipelined requests that may wait; one read brings some more. Reading is not held
    /// for every answer, because that costs two system calls a request.
    static let waitingLimit = 16

    let loopContext: LoopContext
    var phase = Phase.idle
    private let decoding: DecodingHandlers
    let peer: Peer
    /// Why the peer may ask nothing; `nil` for one of the mesh.
    let exclusion: APIError?
    var channel: (any Channel)?
    var handlerContext: ChannelHandlerContext?
    var waiting = CircularBuffer<Input>(initialCapacity: 1)
    var isProcessing = false
    private var isDecoding = true
    var readIsHeld = false
    var isQuiescing = false
    /// Whether the server waits with its end for the first request of a peer that has just come.
    var isExpectingFirst = false
    var log = RequestLog()
    /// Requests that have begun.
    var requestNumber = 0
    /// Bytes of the body in hand that have come.
    var bodyBytes = 0
    var readProgress = ReadProgress()
    var writeProgress = WriteProgress()
    /// Set while the request in hand waits for what may never come.
    var waitingRequest: Waiting?

    init(context: LoopContext, decoding: DecodingHandlers, peer: Peer) {
        loopContext = context
        self.decoding = decoding
        self.peer = peer
        exclusion = context.configuration.mesh.refusal(of: peer)
    }

    // MARK: Channel

    func handlerAdded(context: ChannelHandlerContext) {
        handlerContext = context
        channel = context.channel
        loopContext.add(self)
        if loopContext.isDraining { quiesce() }
    }

    func handlerRemoved(context: ChannelHandlerContext) { tearDown() }

    func channelInactive(context: ChannelHandlerContext) {
        tearDown()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // Without the decoder these are bytes, and nobody is left to say anything to.
        guard isDecoding else { return }
        let part = unwrapInboundIn(data)
        switch part {
        case .head: decoding.gate.headEnded()
        case .body: break
        case .end: decoding.gate.requestEnded()
        }
        waiting.append(.part(part))
        process()
    }

    /// Reading goes on only when nothing waits: the bound of what one connection can pile up.
    func read(context: ChannelHandlerContext) {
        if wantsInput {
            context.read()
        } else {
            readIsHeld = true
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        defer { context.fireChannelWritabilityChanged() }
        isWritable = context.channel.isWritable
        guard isWritable else { return }
        switch phase {
        case .streaming(_, let subscriber): subscriber.resume()
        case .sending(_, let body): body.resume()
        case .idle: resumeInput()
        case .collecting, .uploading, .answering, .discarding, .closed: break
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case let event as HeadTooLarge:
            guard isDecoding else { return }
            waiting.append(.broken(event.error))
            process()
        case ChannelEvent.inputClosed:
            inputEnded()
        case is ChannelShouldQuiesceEvent:
            quiesce()
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // What follows bytes that were not HTTP is thrown away, so that the answer can be read.
        if case ByteToMessageDecoderError.dataReceivedInErrorState(_, let bytes) = error {
            return discard(bytes)
        }
        guard let error = error as? HTTPParserError else { return closeNow() }
        guard isDecoding else { return }
        let refusal =
            error == .headerOverflow
            ? APIError(.headersTooLarge, HeadSizeGate.headersMessage)
            : APIError(.malformed, "the request is not HTTP/1.1")
        waiting.append(.broken(refusal))
        process()
    }

    // MARK: Life

    /// Whether the peer is in the middle of a head.
    var hasPartOfHead: Bool { decoding.gate.hasPartOfHead }

    /// Whether a request has no answer yet, or is about to come.
    var isBusy: Bool {
        switch phase {
        case .idle: isExpectingFirst
        case .closed, .discarding, .streaming: false
        case .collecting, .uploading, .answering, .sending: true
        }
    }

    /// Whether the connection's buffer is below its high-water mark.
    private(set) var isWritable = true

    /// No further request: closes at once when idle, after the answer otherwise. Streams stay.
    func quiesce() {
        let isFirstCall = !isQuiescing
        isQuiescing = true
        serverEndsWhileWaiting()
        guard case .idle = phase, waiting.isEmpty else { return }
        if requestNumber > 0 {
            closeNow()
        } else if isFirstCall {
            expectFirst()
        }
    }

    /// A stream is open: what reads requests is not needed any more, and is most of what an idle
    /// connection weighs.
    func stopDecoding() {
        isDecoding = false
        waiting = CircularBuffer(initialCapacity: 1)
        guard let pipeline = channel?.pipeline.syncOperations else { return }
        pipeline.removeHandler(decoding.gate, promise: nil)
        pipeline.removeHandler(decoding.decoder, promise: nil)
    }

    func closeNow() {
        channel?.close(promise: nil)
        tearDown()
    }

    /// The peer sends no more. What it asked for it still gets; a stream's reader is gone.
    private func inputEnded() {
        switch phase {
        case .streaming, .collecting, .uploading: closeNow()
        case .idle where waiting.isEmpty: closeAfterFlush()
        case .idle, .answering, .sending:
            waiting.append(.end)
            peerEndedWhileWaiting()
        case .discarding, .closed: break
        }
    }

    private func tearDown() {
        let last = phase
        phase = .closed
        forgetWaiting()
        waiting.removeAll()
        loopContext.remove(self)
        switch last {
        case .uploading(_, let upload): upload.cancel()
        case .streaming(_, let subscriber): subscriber.close()
        case .sending(_, let body): body.cancel()
        case .idle, .collecting, .answering, .discarding, .closed: break
        }
        isWritable = false
        channel = nil
        handlerContext = nil
    }
}
