import WorkshopModel

/// Messages of the past, one JSON line each without its line break, as they come from the server.
///
/// Each iteration asks the server anew. Lines are handed out as they arrive, in bounded memory;
/// a broken connection is an error, never an early end.
public struct History: AsyncSequence, Sendable {
    public typealias Element = [UInt8]
    public typealias Failure = ClientError

    private let workshop: RemoteWorkshop
    private let query: HistoryQuery
    private let isPaged: Bool

    init(_ workshop: RemoteWorkshop, _ query: HistoryQuery, isPaged: Bool) {
        self.workshop = workshop
        self.query = query
        self.isPaged = isPaged
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(workshop: workshop, query: query, isPaged: isPaged)
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        private let workshop: RemoteWorkshop
        private let isPaged: Bool
        private var query: HistoryQuery
        private var page: Exchange?
        private var splitter = LineSplitter()
        private var lines: [[UInt8]] = []
        private var nextLine = 0
        private var lastLine: [UInt8]?
        private var hasEnded = false

        fileprivate init(workshop: RemoteWorkshop, query: HistoryQuery, isPaged: Bool) {
            self.workshop = workshop
            self.query = query
            self.isPaged = isPaged
        }

        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(ClientError) -> [UInt8]? {
            while true {
                if nextLine < lines.count {
                    defer { nextLine += 1 }
                    return lines[nextLine]
                }
                if hasEnded { return nil }
                do throws(ClientError) {
                    try await readMore()
                } catch {
                    hasEnded = true
                    throw error
                }
            }
        }

        /// Opens the page when none is, reads its next piece, or closes it.
        private nonisolated(nonsending) mutating func readMore() async throws(ClientError) {
            guard let page else {
                page = try await open()
                return
            }
            guard let chunk = try await page.nextChunk() else { return try endPage() }
            if !lines.isEmpty { lastLine = lines.last }
            lines = []
            nextLine = 0
            guard splitter.take(chunk, into: &lines) else {
                throw .protocolViolation("a line of the history is too long")
            }
        }

        private nonisolated(nonsending) func open() async throws(ClientError) -> Exchange {
            let channels = query.filter.channels
            let channel = channels.count == 1 ? channels.first : nil
            var request = workshop.request(
                .get, channel.map { .channelHistory($0) } ?? .history,
                query.parameters(channelInPath: channel != nil),
                patience: .silence(workshop.configuration.silenceTimeout))
            request.headers = [("Accept", "application/x-ndjson")]
            return try await workshop.send(request).1
        }

        /// Ends the sequence, or begins the next page after the last line of this one.
        private mutating func endPage() throws(ClientError) {
            guard !splitter.isWithinLine else {
                throw .protocolViolation("the history ends within a line")
            }
            page = nil
            let last = lines.last ?? lastLine
            lines = []
            nextLine = 0
            lastLine = nil
            guard isPaged, let last else {
                hasEnded = true
                return
            }
            let id = (try? Envelope(parsing: last)).flatMap { ULID($0.id) }
            // Ids only rise, so that a server that repeats itself cannot keep us for ever.
            guard let id, id > query.since ?? .zero else {
                throw .protocolViolation("the history has a line without a rising id")
            }
            query.since = id
        }
    }
}
