import Logging
import NIOCore
import WorkshopMetrics
import WorkshopModel
import WorkshopStore

/// One open stream: acts on what ``SubscriberState`` decides. Confined to its event loop.
///
/// `@unchecked Sendable` because the store's completions carry it back to its loop; it is touched
/// nowhere else.
final class Subscriber: @unchecked Sendable {
    let filter: MessageFilter
    let framing: Framing
    /// Index in its group of the hub while live.
    var position: Int?
    /// The last round of the hub that it was served in, or that it joined in.
    var round: UInt64 = 0

    private var state: SubscriberState
    private let context: LoopContext
    private let connection: ConnectionHandler
    /// The cursor the reader was last told, by a message or by an `id:` alone.
    private var told: ULID?
    /// Rows put in by others are in the store alone, so a replay begins there.
    private var mayFeedRecent: Bool
    /// Whether the head is still to be sent: a resumed stream sends it with its first page.
    private var isUnopened: Bool

    /// - Parameter cursor: resume after it; `nil` is live only.
    init(
        _ query: StreamQuery, isChunked: Bool, context: LoopContext,
        connection: ConnectionHandler
    ) {
        filter = query.filter
        framing = Framing(format: query.format, isChunked: isChunked)
        self.context = context
        self.connection = connection
        told = query.cursor
        mayFeedRecent = query.cursor == nil
        isUnopened = query.cursor != nil
        if let cursor = query.cursor {
            state = SubscriberState(replayingAfter: cursor)
        } else {
            state = SubscriberState(liveAfter: context.store.committedThrough)
        }
        context.subscribers.add(self)
        if state.isLive { join() }
    }

    var isWritable: Bool { connection.isWritable }

    /// While live: ids up to this one were written before it joined.
    var skipsThrough: ULID? { state.joined }

    /// - Parameter messages: how many messages the bytes are.
    func write(_ buffer: ByteBuffer, messages: Int) {
        context.measures.deliveries.add(messages)
        context.measures.deliveredBytes.add(buffer.readableBytes)
        connection.write(buffer)
    }

    /// Out of the live set until the connection takes bytes again.
    func fallBehind(head: ULID) {
        leave()
        state.fallBehind(head: head)
        context.measures.streamsFallenBehind.add()
    }

    /// The connection takes bytes again, or for the first time.
    func resume() {
        var turns = 0
        while isWritable {
            // A long catch-up lets the other connections of the loop have their turn.
            turns += 1
            guard turns <= 16 else {
                return context.yield { self.resume() }
            }
            let recent = context.hub.recent
            let range = mayFeedRecent ? recent.floor...recent.newest : nil
            switch state.resume(recent: range) {
            case .readPage(let cursor): return readPage(after: cursor)
            case .feedRecent(let cursor): feedRecent(after: cursor)
            case .goLive, .wait: return
            }
        }
    }

    /// Takes itself out of everything; the connection is gone or going.
    func close() {
        leave()
        state.close()
        context.subscribers.remove(self)
    }

    /// Ends the stream cleanly, at a message's end.
    func end() {
        close()
        connection.endStream(framing.ending)
    }

    /// A sign of life; left out for a reader that does not take what it was sent.
    func keepAlive() {
        guard isWritable, !isUnopened else { return }
        var moved: ULID?
        if state.isLive, filter != .everything,
            let cursor = state.cursor(head: context.hub.reached(by: self)), cursor > told ?? .zero
        {
            moved = cursor
            told = cursor
        }
        write(framing.keepalive(cursor: moved), messages: 0)
    }

    private func feedRecent(after cursor: ULID) {
        var bytes: [UInt8] = []
        var messages = 0
        var reached = cursor
        for message in context.hub.recent.after(cursor) {
            reached = message.id
            if filter.matches(message) {
                framing.append(message, to: &bytes)
                messages += 1
            }
            if bytes.count >= LoopContext.pageBytes { break }
        }
        let head = context.hub.head
        if bytes.count < LoopContext.pageBytes { reached = head }
        if !bytes.isEmpty { write(framing.wrap(bytes), messages: messages) }
        perform(state.recentWritten(through: reached, head: head))
    }

    private func readPage(after cursor: ULID) {
        context.pageReads.read(after: cursor, for: self, in: context)
    }

    /// The page that it asked for; it may have closed meanwhile.
    func pageArrived(_ result: Result<FramedPage, APIError>) {
        guard state.cursor(head: .zero) != nil else { return }
        switch result {
        case .success(let framed):
            let page = framed.page
            let isFirst = isUnopened
            isUnopened = false
            if isFirst { connection.beginStream(gap: page.gap) }
            if let gap = page.gap, announce(gap, isFirst: isFirst) { return }
            write(framed)
            if page.isLast { mayFeedRecent = true }
            perform(
                state.pageWritten(
                    through: page.reachedThrough, isLast: page.isLast, head: context.hub.head))
            resume()
        case .failure(let error):
            context.logger.error("a stream ends because the store cannot be read: \(error.message)")
            if isUnopened { connection.refuseStream(error) } else { end() }
        }
    }

    private func write(_ framed: FramedPage) {
        if let bytes = framed.bytes {
            write(bytes, messages: framed.page.messages.count)
            told = framed.told
        } else if framing.format == .events, let cursor = framed.page.cursor(beyond: told) {
            write(framing.wrap(EventStreamWriter.cursor(cursor)), messages: 0)
            told = cursor
        }
    }

    /// Events carry the notice; lines carry it in the response header, so when retention overtakes
    /// a stream of lines it ends, and the reconnect gets the header.
    ///
    /// - Returns: whether the stream has ended.
    private func announce(_ gap: GapNotice, isFirst: Bool) -> Bool {
        // The cursor may have been above everything: what comes now begins anew.
        told = nil
        switch framing.format {
        case .events:
            write(framing.wrap(EventStreamWriter.gap(gap)), messages: 0)
            return false
        case .lines:
            if isFirst { return false }
            end()
            return true
        }
    }

    private func perform(_ action: SubscriberState.Action) {
        if action == .goLive { join() }
    }

    private func join() {
        context.hub.join(self)
        context.measures.streamsLive.add()
    }

    private func leave() {
        guard position != nil else { return }
        context.hub.leave(self)
        context.measures.streamsLive.add(-1)
    }
}
