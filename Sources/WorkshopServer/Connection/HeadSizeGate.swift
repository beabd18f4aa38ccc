import NIOCore
import NIOHTTP1
import WorkshopModel

/// Stops a request line or headers that never end, before the decoder has kept much of them.
///
/// The exact limits are checked on the decoded head; this one only bounds what is read until
/// there is one. Its handler tells it where heads begin and end.
final class HeadSizeGate: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private var isReadingHead = true
    private var bytes = 0
    private var sawLineEnd = false
    private var isShut = false
    private var sawRequestEnd = false
    /// Whether bytes of a head have come that is not whole.
    private(set) var hasPartOfHead = false

    /// The decoder has a head.
    func headEnded() {
        isReadingHead = false
        hasPartOfHead = false
    }

    /// The decoder has a whole request; the next head begins.
    func requestEnded() {
        isReadingHead = true
        hasPartOfHead = false
        sawRequestEnd = true
        bytes = 0
        sawLineEnd = false
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isShut else { return }
        let buffer = unwrapInboundIn(data)
        sawRequestEnd = false
        context.fireChannelRead(data)
        // When a request ended within these bytes, nobody knows how many belong to the next head:
        // none is counted, so that what is counted is a lower bound.
        guard isReadingHead, !sawRequestEnd else { return }
        hasPartOfHead = true
        bytes += buffer.readableBytes
        if !sawLineEnd { sawLineEnd = buffer.readableBytesView.contains(UInt8(ascii: "\n")) }
        if !sawLineEnd, bytes > Limits.requestLine + 64 {
            shut(APIError(.requestLineTooLong, HeadSizeGate.lineMessage), context)
        } else if bytes > Limits.requestLine + Limits.headers + 1_024 {
            shut(APIError(.headersTooLarge, HeadSizeGate.headersMessage), context)
        }
    }

    static let lineMessage = "the request line has more than \(Limits.requestLine) bytes"
    static let headersMessage = "the headers have more than \(Limits.headers) bytes"

    private func shut(_ error: APIError, _ context: ChannelHandlerContext) {
        isShut = true
        context.fireUserInboundEventTriggered(HeadTooLarge(error: error))
    }
}

/// The handlers before the connection's own.
struct DecodingHandlers {
    let gate: HeadSizeGate
    let decoder: ByteToMessageHandler<HTTPRequestDecoder>
}

/// Told to the connection by its ``HeadSizeGate``; no more of the request will come.
struct HeadTooLarge {
    let error: APIError
}
