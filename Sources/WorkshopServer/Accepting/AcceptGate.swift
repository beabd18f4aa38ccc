import NIOCore

/// Accepts nothing while there is no room, not even to say so: who knocks waits in the kernel's
/// queue.
final class AcceptGate: ChannelOutboundHandler {
    typealias OutboundIn = Never

    private let bound: ConnectionBound

    init(_ bound: ConnectionBound) {
        self.bound = bound
    }

    func read(context: ChannelHandlerContext) {
        let pipeline = context.pipeline
        let loop = context.eventLoop
        // Asked anew by then: another listener may have been faster.
        let mayAccept = bound.mayAccept { loop.execute { pipeline.read() } }
        if mayAccept { context.read() }
    }
}
