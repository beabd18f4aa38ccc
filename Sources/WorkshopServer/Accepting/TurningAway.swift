import NIOCore
import WorkshopModel

/// A connection for which there is no room: says so at once, whatever was going to be asked, and
/// reads a little of it, so that the answer is not lost to a reset.
final class TurningAway: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let context: LoopContext
    private let bound: ConnectionBound
    private var bytes = 0

    init(context: LoopContext, bound: ConnectionBound) {
        self.context = context
        self.bound = bound
    }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        channel.writeAndFlush(answer).whenSuccess { channel.close(mode: .output, promise: nil) }
        let timing = self.context.configuration.timing
        // Who says nothing must not keep others from being told.
        let linger =
            bound.isCrowded ? timing.crowdedMilliseconds : timing.turnedAwayMilliseconds
        context.eventLoop.scheduleTask(in: .milliseconds(linger)) { channel.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes += unwrapInboundIn(data).readableBytes
        if bytes > Limits.jsonBody { context.close(promise: nil) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { return context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private var answer: ByteBuffer {
        let bound = context.configuration.descriptors.connections
        let response = Response(
            APIError(
                .unavailable,
                "the server holds as many connections as it can (\(bound)), try again in a moment"))
        let head = ResponseHead(
            status: response.status, headers: response.headers,
            contentType: response.contentType, framing: .length(Int64(response.body.count)),
            isVersion10: false, keepAlive: false, allowedOrigin: nil,
            variesByOrigin: context.configuration.browser.variesByOrigin, date: context.httpDate)
        var buffer = ByteBufferAllocator().buffer(capacity: 512)
        head.write(into: &buffer)
        buffer.writeBytes(response.body)
        return buffer
    }
}
