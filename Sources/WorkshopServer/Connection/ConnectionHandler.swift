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

    private enum Input {
        case part(HTTPServerRequestPart)
        case broken(APIError)
        case end
    }

    let loopContext: LoopContext
    var phase = Phase.idle
    private let gate: HeadSizeGate
    private let peer: IPAddress?
    private let peerText: String
    private var channel: (any Channel)?
    private var handlerContext: ChannelHandlerContext?
    private var waiting = CircularBuffer<Input>()
    private var isProcessing = false
    private var readIsHeld = false
    private var isQuiescing = false
    private var log = RequestLog()

    init(context: LoopContext, gate: HeadSizeGate, peer: SocketAddress?) {
        loopContext = context
        self.gate = gate
        self.peer = peer?.ipAddress.flatMap { IPAddress($0) }
        peerText = peer?.ipAddress ?? "unix"
    }

    // MARK: Channel

    func handlerAdded(context: ChannelHandlerContext) {
        handlerContext = context
        channel = context.channel
        loopContext.add(self)
        if loopContext.isDraining { closeNow() }
    }

    func handlerRemoved(context: ChannelHandlerContext) { tearDown() }

    func channelInactive(context: ChannelHandlerContext) {
        tearDown()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        switch part {
        case .head: gate.headEnded()
        case .body: break
        case .end: gate.requestEnded()
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
        guard context.channel.isWritable else { return }
        switch phase {
        case .streaming(_, let subscriber): subscriber.resume()
        case .sending(_, let body): body.resume()
        case .idle, .collecting, .uploading, .answering, .discarding, .closed: break
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case let event as HeadTooLarge:
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
        guard let error = error as? HTTPParserError else { return closeNow() }
        let refusal =
            error == .headerOverflow
            ? APIError(.headersTooLarge, HeadSizeGate.headersMessage)
            : APIError(.malformed, "the request is not HTTP/1.1")
        waiting.append(.broken(refusal))
        process()
    }

    // MARK: Life

    /// Whether a request has no answer yet.
    var isBusy: Bool {
        switch phase {
        case .idle, .closed, .discarding, .streaming: false
        case .collecting, .uploading, .answering, .sending: true
        }
    }

    var isWritable: Bool { channel?.isWritable ?? false }

    /// Bytes handed over that the kernel has not taken.
    var bufferedBytes: Int {
        // A closed channel answers with an error, and has nothing buffered.
        (try? channel?.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    /// No further request: closes at once when idle, after the answer otherwise. Streams stay.
    func quiesce() {
        isQuiescing = true
        if case .idle = phase, waiting.isEmpty { closeNow() }
    }

    func closeNow() {
        channel?.close(promise: nil)
        tearDown()
    }

    /// The peer sends no more. A request in hand is still answered; a stream's reader is gone.
    private func inputEnded() {
        switch phase {
        case .streaming, .idle, .collecting, .uploading, .discarding: closeNow()
        case .answering, .sending:
            waiting.append(.end)
        case .closed: break
        }
    }

    private func tearDown() {
        let last = phase
        phase = .closed
        waiting.removeAll()
        loopContext.remove(self)
        switch last {
        case .uploading(_, let upload): upload.cancel()
        case .streaming(_, let subscriber): subscriber.close()
        case .sending(_, let body): body.cancel()
        case .idle, .collecting, .answering, .discarding, .closed: break
        }
        channel = nil
        handlerContext = nil
    }

    // MARK: Input

    private var wantsInput: Bool {
        switch phase {
        case .idle, .collecting, .discarding: true
        case .streaming: true  // only so that the reader's leaving is noticed
        case .uploading(_, let upload): upload.wantsInput
        case .answering, .sending: false
        case .closed: false
        }
    }

    /// Goes on reading when it had been held.
    func resumeInput() {
        process()
        if readIsHeld, wantsInput {
            readIsHeld = false
            handlerContext?.read()
        }
    }

    private func process() {
        guard !isProcessing else { return }
        isProcessing = true
        defer { isProcessing = false }
        while canProcess, let input = waiting.popFirst() {
            switch input {
            case .part(.head(let head)): begin(head)
            case .part(.body(let bytes)): take(bytes)
            case .part(.end): endOfRequest()
            case .broken(let error): refuse(error)
            case .end: closeNow()
            }
        }
    }

    private var canProcess: Bool {
        switch phase {
        case .idle, .collecting, .uploading, .discarding, .streaming: true
        case .answering, .sending, .closed: false
        }
    }

    private func begin(_ head: HTTPRequestHead) {
        if case .discarding = phase { return }
        if case .streaming = phase { return }
        log.begin(head, logger: loopContext.logger)
        do throws(APIError) {
            let request = try admit(head)
            if isQuiescing { throw APIError(.unavailable, "the server is shutting down") }
            try start(request, expectsContinue: RequestCheck.expectsContinue(head))
        } catch {
            refuse(error, to: head)
        }
    }

    private func take(_ bytes: ByteBuffer) {
        switch phase {
        case .collecting(let request, var collected):
            guard collected.readableBytes + bytes.readableBytes <= Limits.jsonBody else {
                return refuse(RequestCheck.bodyTooLarge)
            }
            // Out of the phase while it grows: two owners would copy it each time.
            phase = .idle
            if collected.readableBytes == 0 {
                collected = bytes
            } else {
                collected.writeImmutableBuffer(bytes)
            }
            phase = .collecting(request, collected)
        case .uploading(_, let upload): upload.append(bytes)
        case .discarding(let left):
            phase = .discarding(bytes: left - bytes.readableBytes)
            if left < bytes.readableBytes { closeNow() }
        case .streaming, .idle, .answering, .sending, .closed: break
        }
    }

    private func endOfRequest() {
        switch phase {
        case .collecting(let request, let body):
            phase = .answering(request)
            answer(request, body: body)
        case .uploading(let request, let upload):
            phase = .answering(request)
            upload.end()
        case .discarding: closeNow()
        case .streaming, .idle, .answering, .sending, .closed: break
        }
    }

    // MARK: Requests

    private func admit(_ head: HTTPRequestHead) throws(APIError) -> Request {
        let configuration = loopContext.configuration
        try configuration.mesh.check(peer, described: peerText)
        return try RequestCheck(browser: configuration.browser).check(head)
    }

    private func start(_ request: Request, expectsContinue: Bool) throws(APIError) {
        if request.route == .files, request.method == .post {
            let limit = loopContext.configuration.maximumFileSize
            if let length = request.contentLength, length > limit {
                throw RequestCheck.fileTooLarge(limit)
            }
            let upload = FileUpload(exchange: Exchange(self), limit: LoopContext.uploadBytes)
            phase = .uploading(request, upload)
            upload.begin(store: loopContext.store)
        } else {
            if let length = request.contentLength, length > Limits.jsonBody {
                throw RequestCheck.bodyTooLarge
            }
            phase = .collecting(request, ByteBuffer())
        }
        if expectsContinue { write(ByteBuffer(staticString: "HTTP/1.1 100 Continue\r\n\r\n")) }
    }

    private func answer(_ request: Request, body: ByteBuffer) {
        do throws(APIError) {
            try Endpoints.answer(request, body: body, exchange: Exchange(self))
        } catch {
            respond(Response(error))
        }
    }

    /// Refuses what cannot be read, or not any further: answers, and throws the rest away.
    func refuse(_ error: APIError, to head: HTTPRequestHead? = nil) {
        let isVersion10 = head?.isVersion10 ?? false
        var response = Response(error)
        if let head, error.code == .methodNotAllowed {
            response.headers.append(("Allow", RequestCheck.allowed(head)))
        }
        switch phase {
        case .uploading(_, let upload): upload.cancel()
        case .answering: return respond(response)
        case .closed: return
        case .idle, .collecting, .sending, .streaming, .discarding: break
        }
        let hasNoBody = head.map { RequestCheck.announcesNoBody($0) } ?? false
        if let head, hasNoBody, head.isKeepAlive, !isQuiescing {
            phase = .answering(RequestCheck.placeholder(head))
            return respond(response)
        }
        writeWhole(
            response, isVersion10: isVersion10, keepAlive: false,
            isHead: head?.method == .HEAD, allowedOrigin: nil)
        lingerThenClose()
    }

    /// Says that no more will come, and reads what the peer is still sending, so that the answer
    /// is not lost to a reset.
    private func lingerThenClose() {
        phase = .discarding(bytes: Limits.jsonBody)
        channel?.close(mode: .output, promise: nil)
        let linger = loopContext.configuration.timing.lingerMilliseconds
        loopContext.loop.scheduleTask(in: .milliseconds(linger)) { self.closeNow() }
        resumeInput()
    }

    // MARK: Answers

    /// Sends a whole answer to the request in hand.
    func respond(_ response: Response) {
        guard let request = requestInHand else { return }
        let keepAlive = request.keepAlive && !isQuiescing
        writeWhole(
            response, isVersion10: request.isVersion10, keepAlive: keepAlive,
            isHead: request.method == .head, allowedOrigin: request.allowedOrigin)
        endAnswer(keepAlive: keepAlive)
    }

    /// Sends the head of an answer whose body comes in pages.
    func beginBody(_ head: PagedBody.Head, of body: PagedBody) {
        guard case .answering(let request) = phase else { return body.cancel() }
        let framing: ResponseHead.Framing =
            if let length = head.length { .length(length) } else if request.isVersion10 {
                .untilClose
            } else {
                .chunked
            }
        let endsByClose = head.length == nil && request.isVersion10
        let keepAlive = request.keepAlive && !isQuiescing && !endsByClose
        writeHead(
            status: head.status, headers: head.headers, contentType: head.contentType,
            framing: framing, request: request, keepAlive: keepAlive)
        if request.method == .head {
            body.cancel()
            return endAnswer(keepAlive: keepAlive)
        }
        phase = .sending(request, body)
        body.start(isChunked: head.length == nil && !request.isVersion10, keepAlive: keepAlive)
    }

    /// The body is out.
    func endBody(keepAlive: Bool) {
        guard case .sending = phase else { return }
        endAnswer(keepAlive: keepAlive)
    }

    /// Opens a stream; a resumed one sends its head with its first page.
    func openStream(_ query: StreamQuery) {
        guard case .answering(let request) = phase else { return }
        if request.method == .head {
            writeStreamHead(query.format, gap: nil, request: request)
            return endAnswer(keepAlive: request.keepAlive && !request.isVersion10)
        }
        if query.cursor == nil { beginStream(query.format, request: request, gap: nil) }
        let subscriber = Subscriber(
            query, isChunked: !request.isVersion10, context: loopContext, connection: self)
        phase = .streaming(request, subscriber)
        subscriber.resume()
        resumeInput()
    }

    private func endAnswer(keepAlive: Bool) {
        log.end(peer: peerText, logger: loopContext.logger)
        guard keepAlive, !isQuiescing else {
            phase = .discarding(bytes: Limits.jsonBody)
            handlerContext?.flush()
            return closeAfterFlush()
        }
        phase = .idle
        resumeInput()
    }

    private func closeAfterFlush() {
        guard let channel else { return }
        // An empty write completes when everything before it is out.
        channel.writeAndFlush(ByteBuffer()).whenComplete { _ in self.closeNow() }
    }

    private var requestInHand: Request? {
        switch phase {
        case .answering(let request), .uploading(let request, _), .collecting(let request, _),
            .streaming(let request, _):
            request
        case .idle, .sending, .discarding, .closed: nil
        }
    }

    // MARK: Bytes

    func write(_ buffer: ByteBuffer) {
        handlerContext?.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    private func writeWhole(
        _ response: Response, isVersion10: Bool, keepAlive: Bool, isHead: Bool,
        allowedOrigin: String?
    ) {
        log.status = response.status
        let noBody = response.status == 204 || response.status == 304
        let head = ResponseHead(
            status: response.status, headers: response.headers,
            contentType: response.contentType,
            framing: noBody
                ? .noBody : .length(response.announcedLength ?? Int64(response.body.count)),
            isVersion10: isVersion10, keepAlive: keepAlive, allowedOrigin: allowedOrigin,
            date: loopContext.httpDate)
        var buffer = ByteBufferAllocator().buffer(capacity: 384 + response.body.count)
        head.write(into: &buffer)
        if !isHead, !noBody { buffer.writeBytes(response.body) }
        write(buffer)
    }

    private func writeHead(
        status: Int, headers: [(name: String, value: String)], contentType: String,
        framing: ResponseHead.Framing, request: Request, keepAlive: Bool
    ) {
        log.status = status
        var buffer = ByteBufferAllocator().buffer(capacity: 512)
        ResponseHead(
            status: status, headers: headers, contentType: contentType, framing: framing,
            isVersion10: request.isVersion10, keepAlive: keepAlive,
            allowedOrigin: request.allowedOrigin, date: loopContext.httpDate
        ).write(into: &buffer)
        write(buffer)
    }

    private func writeStreamHead(_ format: StreamFormat, gap: GapNotice?, request: Request) {
        var headers = [
            (name: "Cache-Control", value: "no-cache, no-transform"),
            (name: "X-Accel-Buffering", value: "no"),
        ]
        if let gap, format == .lines { headers.append((GapNotice.headerName, gap.json.text)) }
        writeHead(
            status: 200, headers: headers, contentType: format.contentType,
            framing: request.isVersion10 ? .untilClose : .chunked, request: request,
            keepAlive: !request.isVersion10)
    }

    private func beginStream(_ format: StreamFormat, request: Request, gap: GapNotice?) {
        writeStreamHead(format, gap: gap, request: request)
        log.end(peer: peerText, logger: loopContext.logger)
        let framing = Framing(format: format, isChunked: !request.isVersion10)
        // One to three seconds, so that a restart does not bring all readers back at once.
        let opening = framing.opening(retryMilliseconds: Int.random(in: 1_000...3_000))
        if !opening.isEmpty { write(framing.wrap(opening)) }
    }
}

// MARK: What a stream asks of its connection

extension ConnectionHandler {
    /// Sends the head of a resumed stream.
    func beginStream(gap: GapNotice?) {
        guard case .streaming(let request, let subscriber) = phase else { return }
        beginStream(subscriber.framing.format, request: request, gap: gap)
    }

    /// Answers with an error instead of a stream that has sent nothing.
    func refuseStream(_ error: APIError) {
        guard case .streaming(let request, let subscriber) = phase else { return }
        subscriber.close()
        phase = .answering(request)
        respond(Response(error))
    }

    func writeToStream(_ buffer: ByteBuffer) { write(buffer) }

    /// Writes the ending and closes once all is out.
    func endStream(_ ending: ByteBuffer?) {
        guard case .streaming = phase else { return }
        if let ending { write(ending) }
        phase = .discarding(bytes: Limits.jsonBody)
        closeAfterFlush()
    }
}
