import NIOCore
import NIOHTTP1
import WorkshopModel

/// What comes in: requests one after the other.
extension ConnectionHandler {
    var wantsInput: Bool {
        switch phase {
        case .idle: isWritable
        case .collecting, .discarding: true
        case .streaming: true  // only so that the reader's leaving is noticed
        case .uploading(_, let upload): upload.wantsInput
        case .answering, .sending: waiting.count < ConnectionHandler.waitingLimit
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

    func process() {
        guard !isProcessing else { return }
        isProcessing = true
        defer { isProcessing = false }
        while canProcess, let input = waiting.popFirst() {
            switch input {
            case .part(.head(let head)): begin(head)
            case .part(.body(let bytes)): take(bytes)
            case .part(.end): endOfRequest()
            case .broken(let error): refuse(exclusion ?? error)
            case .end: closeAfterFlush()
            }
        }
    }

    /// A peer that takes no answers is asked for no requests: what it is answered is bounded.
    private var canProcess: Bool {
        switch phase {
        case .idle: isWritable
        case .collecting, .uploading, .discarding, .streaming: true
        case .answering, .sending, .closed: false
        }
    }

    private func begin(_ head: HTTPRequestHead) {
        if case .discarding = phase { return }
        if case .streaming = phase { return }
        requestNumber &+= 1
        bodyBytes = 0
        log.begin(head, logger: loopContext.logger)
        do throws(APIError) {
            if let exclusion { throw exclusion }
            let request = try loopContext.requestCheck.check(head)
            log.kind = RequestKind(request.route, request.method)
            let isLate = isQuiescing && !isExpectingFirst
            isExpectingFirst = false
            if isLate { throw APIError(.unavailable, "the server is shutting down") }
            try start(request, expectsContinue: RequestCheck.expectsContinue(head))
        } catch {
            log.kind = RequestKind(refused: head)
            refuse(error, to: head)
        }
    }

    private func take(_ bytes: ByteBuffer) {
        bodyBytes += bytes.readableBytes
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
        case .discarding: discard(bytes)
        case .streaming, .idle, .answering, .sending, .closed: break
        }
    }

    /// Throws bytes away that nobody asked for, up to a bound.
    func discard(_ bytes: ByteBuffer) {
        guard case .discarding(let left) = phase else { return }
        phase = .discarding(bytes: left - bytes.readableBytes)
        if left < bytes.readableBytes { closeNow() }
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

    /// The server ends before this request could be answered.
    func giveUp() {
        if case .idle = phase { return closeNow() }
        refuse(
            APIError(
                .unavailable,
                "the server is shutting down; what was asked may or may not have been done"))
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
        case .idle, .collecting: break
        case .uploading(_, let upload): upload.cancel()
        case .answering: return respond(response)
        // Something was said already, and a second answer would be taken for the next one's.
        case .sending, .streaming, .discarding, .closed: return
        }
        let hasNoBody = head.map { RequestCheck.announcesNoBody($0) } ?? false
        if let head, hasNoBody, head.isKeepAlive, !isQuiescing, exclusion == nil {
            phase = .answering(RequestCheck.placeholder(head, allowedOrigin(head)))
            return respond(response)
        }
        writeWhole(
            response, isVersion10: isVersion10, keepAlive: false,
            isHead: head?.method == .HEAD, allowedOrigin: allowedOrigin(head))
        log.end(peer: peer, in: loopContext)
        lingerThenClose()
    }

    /// An error is for the page that asked, too.
    private func allowedOrigin(_ head: HTTPRequestHead?) -> String? {
        guard exclusion == nil, let origins = head?.headers["origin"], origins.count == 1,
            loopContext.configuration.browser.admits(origin: origins[0])
        else { return nil }
        return origins[0]
    }

    /// Says that no more will come, and reads what the peer is still sending, so that the answer
    /// is not lost to a reset.
    private func lingerThenClose() {
        phase = .discarding(bytes: Limits.jsonBody)
        let channel = channel
        // An empty write completes when everything before it is out.
        channel?.writeAndFlush(ByteBuffer()).whenSuccess {
            channel?.close(mode: .output, promise: nil)
        }
        let linger = loopContext.configuration.timing.lingerMilliseconds
        loopContext.loop.scheduleTask(in: .milliseconds(linger)) { self.closeNow() }
        resumeInput()
    }
}
