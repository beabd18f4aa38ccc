import Logging
import NIOCore
import NIOHTTP1

/// What a request leaves behind: it is counted, and is one line when somebody wants that.
struct RequestLog {
    var status = 0
    var kind = RequestKind.unreadable
    private var what: String?
    /// `nil` while there is none, or one that could not be read.
    private var began: NIODeadline?

    mutating func begin(_ head: HTTPRequestHead, logger: Logger) {
        began = .now()
        guard logger.logLevel <= .debug else { return }
        what = "\(head.method.rawValue) \(head.uri)"
    }

    /// The answer is out, or a stream has begun.
    mutating func end(peer: Peer, in context: LoopContext) {
        let time = began.map { (NIODeadline.now() - $0).nanoseconds }
        context.measures.requests.record(kind, status: status, nanoseconds: time)
        if let what {
            context.logger.debug("\(peer) \(what) \(status) \((time ?? 0) / 1_000)us")
        }
        what = nil
        began = nil
        kind = .unreadable
    }
}
