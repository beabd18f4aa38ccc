import Logging
import NIOCore
import NIOHTTP1

/// One line a request, when somebody wants it.
struct RequestLog {
    var status = 0
    private var what: String?
    private var began = NIODeadline.now()

    mutating func begin(_ head: HTTPRequestHead, logger: Logger) {
        guard logger.logLevel <= .debug else { return }
        what = "\(head.method.rawValue) \(head.uri)"
        began = .now()
    }

    /// The answer is out, or a stream has begun.
    mutating func end(peer: Peer, logger: Logger) {
        guard let what else { return }
        self.what = nil
        let microseconds = (NIODeadline.now() - began).nanoseconds / 1_000
        logger.debug("\(peer) \(what) \(status) \(microseconds)us")
    }
}
