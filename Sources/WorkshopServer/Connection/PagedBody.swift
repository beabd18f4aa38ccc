import Logging
import NIOCore
import WorkshopMetrics
import WorkshopModel
import WorkshopStore

/// Where the pages of a body come from.
protocol PageSource: Sendable {
    /// Fetches the next page; called again only after it has answered.
    func next(completion: @escaping Completion<BodyPage>)

    /// Called once, when no page will be asked for any more and none is under way.
    func release()
}

struct BodyPage: Sendable {
    var bytes: [UInt8]
    var isLast: Bool
}

/// A body that is sent page by page, the next one fetched when the connection takes bytes again:
/// memory for one page, whatever the answer's size. Confined to its event loop.
///
/// `@unchecked Sendable` because the store's completions carry it back to that loop.
final class PagedBody: @unchecked Sendable {
    struct Head {
        var status: Int
        var headers: [(name: String, value: String)] = []
        var contentType: String
        /// `nil` when it is not known beforehand.
        var length: Int64?
    }

    private let exchange: Exchange
    private let source: any PageSource
    private let sentBytes: Tally?
    private var isChunked = false
    private var keepAlive = false
    private var isFetching = false
    private var isOver = false

    /// - Parameter sentBytes: counts what goes out of it.
    init(_ source: any PageSource, exchange: Exchange, sentBytes: Tally? = nil) {
        self.source = source
        self.sentBytes = sentBytes
        self.exchange = exchange
    }

    func start(isChunked: Bool, keepAlive: Bool) {
        self.isChunked = isChunked
        self.keepAlive = keepAlive
        resume()
    }

    /// The connection takes bytes.
    func resume() {
        guard !isFetching, !isOver else { return }
        isFetching = true
        source.next(completion: exchange.hop { result in self.arrived(result) })
    }

    /// The connection is gone.
    func cancel() {
        guard !isOver else { return }
        isOver = true
        if !isFetching { source.release() }
    }

    private func arrived(_ result: Result<BodyPage, APIError>) {
        if isOver { return source.release() }
        switch result {
        case .success(let page):
            sentBytes?.add(page.bytes.count)
            // Writing may call back, when the connection is writable again or gone: the page
            // counts as being fetched until it is out.
            if !page.bytes.isEmpty { exchange.write(wrap(page.bytes)) }
            isFetching = false
            if isOver { return source.release() }
            if page.isLast { return finish() }
            if exchange.isWritable { resume() }
        case .failure(let error):
            // The head said 200: all that is left is to break off, which no peer takes for the end.
            exchange.context.logger.error("an answer breaks off: \(error.message)")
            isOver = true
            source.release()
            exchange.abort()
        }
    }

    private func finish() {
        isOver = true
        source.release()
        if isChunked { exchange.write(ByteBuffer(staticString: "0\r\n\r\n")) }
        exchange.endBody(keepAlive: keepAlive)
    }

    private func wrap(_ bytes: [UInt8]) -> ByteBuffer {
        Framing(format: .lines, isChunked: isChunked).wrap(bytes)
    }
}
