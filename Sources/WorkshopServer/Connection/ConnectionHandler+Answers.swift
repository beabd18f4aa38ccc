import NIOCore
import NIOHTTP1
import WorkshopModel

/// What goes out: whole answers and bodies in pages.
extension ConnectionHandler {
    /// Sends a whole answer to the request in hand.
    func respond(_ response: Response) {
        guard let request = requestInHand else { return }
        endsWaiting()
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
        guard case .answering(var request) = phase else { return }
        if request.method == .head {
            writeStreamHead(query.format, gap: nil, request: request)
            return endAnswer(keepAlive: request.keepAlive && !request.isVersion10)
        }
        if query.cursor == nil { beginStream(query.format, request: request, gap: nil) }
        let subscriber = Subscriber(
            query, isChunked: !request.isVersion10, context: loopContext, connection: self)
        // Whatever comes of it, nothing reads the next request any more.
        request.keepAlive = false
        request.headers = HTTPHeaders()
        phase = .streaming(request, subscriber)
        stopDecoding()
        subscriber.resume()
        resumeInput()
    }

    func endAnswer(keepAlive: Bool) {
        log.end(peer: peer, in: loopContext)
        guard keepAlive, !isQuiescing else {
            phase = .discarding(bytes: Limits.jsonBody)
            handlerContext?.flush()
            return closeAfterFlush()
        }
        phase = .idle
        resumeInput()
    }

    func closeAfterFlush() {
        guard let channel else { return }
        // An empty write completes when everything before it is out.
        channel.writeAndFlush(ByteBuffer()).whenComplete { _ in self.closeNow() }
    }

    var requestInHand: Request? {
        switch phase {
        case .answering(let request), .uploading(let request, _), .collecting(let request, _),
            .streaming(let request, _):
            request
        case .idle, .sending, .discarding, .closed: nil
        }
    }

    func write(_ buffer: ByteBuffer) {
        writeProgress.wrote(buffer.readableBytes)
        handlerContext?.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    func writeWhole(
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
            variesByOrigin: loopContext.configuration.browser.variesByOrigin,
            date: loopContext.httpDate)
        var buffer = ByteBufferAllocator().buffer(capacity: 384 + response.body.count)
        head.write(into: &buffer)
        if !isHead, !noBody { buffer.writeBytes(response.body) }
        write(buffer)
    }

    func writeHead(
        status: Int, headers: [(name: String, value: String)], contentType: String,
        framing: ResponseHead.Framing, request: Request, keepAlive: Bool
    ) {
        log.status = status
        var buffer = ByteBufferAllocator().buffer(capacity: 512)
        ResponseHead(
            status: status, headers: headers, contentType: contentType, framing: framing,
            isVersion10: request.isVersion10, keepAlive: keepAlive,
            allowedOrigin: request.allowedOrigin,
            variesByOrigin: loopContext.configuration.browser.variesByOrigin,
            date: loopContext.httpDate
        ).write(into: &buffer)
        write(buffer)
    }

    func writeStreamHead(_ format: StreamFormat, gap: GapNotice?, request: Request) {
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

    func beginStream(_ format: StreamFormat, request: Request, gap: GapNotice?) {
        writeStreamHead(format, gap: gap, request: request)
        log.end(peer: peer, in: loopContext)
        let framing = Framing(format: format, isChunked: !request.isVersion10)
        // One to three seconds, so that a restart does not bring all readers back at once.
        let opening = framing.opening(retryMilliseconds: Int.random(in: 1_000...3_000))
        if !opening.isEmpty { write(framing.wrap(opening)) }
    }
}
