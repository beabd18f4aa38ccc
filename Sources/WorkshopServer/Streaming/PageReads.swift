import Synchronization
import WorkshopModel
import WorkshopStore

/// Reads pages of the store for the streams of one event loop. Streams that want the same page in
/// the same form are fed from one read, and share its bytes: after a break of the network all come
/// back at once, most with the same cursor. Confined to its event loop.
final class PageReads {
    private struct Key: Hashable {
        let filter: MessageFilter
        let framing: Framing
        let cursor: ULID
    }

    /// One read, and those who wait for it.
    ///
    /// `@unchecked Sendable` because it goes with the read to the store's thread, which touches
    /// `hasBegun` alone; the rest belongs to the event loop.
    private final class Read: @unchecked Sendable {
        let key: Key
        /// Its snapshot may have been taken: nobody joins any more, or a row that somebody else
        /// has put in since would be missed.
        let hasBegun = Atomic(false)
        /// The first who asked comes last.
        var waiting: [Subscriber] = []

        init(_ key: Key) { self.key = key }
    }

    /// Streams of one read that are fed before others, and the sockets, have their turn.
    private static let streamsPerTurn = 4

    private var reads: [Key: Read] = [:]

    /// Feeds a stream with the page after a cursor, in a later turn of the loop.
    func read(after cursor: ULID, for subscriber: Subscriber, in context: LoopContext) {
        let key = Key(filter: subscriber.filter, framing: subscriber.framing, cursor: cursor)
        if let read = reads[key], !read.hasBegun.load(ordering: .acquiring) {
            read.waiting.append(subscriber)
        } else {
            let read = Read(key)
            read.waiting = [subscriber]
            reads[key] = read
            submit(read, in: context)
        }
    }

    private func submit(_ read: Read, in context: LoopContext) {
        let request = StreamPageRequest(
            filter: read.key.filter, after: read.key.cursor, byteLimit: LoopContext.pageBytes,
            rowLimit: LoopContext.pageRows)
        context.store.streamPage(request) {
            read.hasBegun.store(true, ordering: .releasing)
        } completion: { result in
            context.mailbox.postPage { context.pageReads.arrived(result, for: read, in: context) }
        }
    }

    private func arrived(
        _ result: Result<StreamPage, APIError>, for read: Read, in context: LoopContext
    ) {
        if reads[read.key] === read { reads[read.key] = nil }
        read.waiting.reverse()
        feed(read, result.map { FramedPage($0, in: read.key.framing) }, in: context)
    }

    private func feed(
        _ read: Read, _ result: Result<FramedPage, APIError>, in context: LoopContext
    ) {
        for _ in 0..<min(PageReads.streamsPerTurn, read.waiting.count) {
            read.waiting.removeLast().pageArrived(result)
        }
        guard !read.waiting.isEmpty else { return }
        context.mailbox.postPage { context.pageReads.feed(read, result, in: context) }
    }
}
