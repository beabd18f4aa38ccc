import NIOCore
import WorkshopModel

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

    /// Writes the ending and closes once all is out.
    func endStream(_ ending: ByteBuffer?) {
        guard case .streaming = phase else { return }
        if let ending { write(ending) }
        phase = .discarding(bytes: Limits.jsonBody)
        closeAfterFlush()
    }
}
