import NIOCore
import WorkshopModel
import WorkshopStore

/// A page of the store, with its bytes as streams of one framing get them.
struct FramedPage: Sendable {
    let page: StreamPage
    /// The messages, and behind them the cursor where the page reaches further than they do.
    let bytes: ByteBuffer?
    /// The cursor that a reader of the bytes was told; `nil` when there are none.
    let told: ULID?

    init(_ page: StreamPage, in framing: Framing) {
        self.page = page
        guard let last = page.messages.last?.id else {
            bytes = nil
            told = nil
            return
        }
        var bytes: [UInt8] = []
        for message in page.messages { framing.append(message, to: &bytes) }
        if framing.format == .events, let cursor = page.cursor(beyond: last) {
            bytes += EventStreamWriter.cursor(cursor)
            told = cursor
        } else {
            told = last
        }
        self.bytes = framing.wrap(bytes)
    }
}

extension StreamPage {
    /// How far it reaches, when that is further than a reader was told and more pages follow.
    func cursor(beyond told: ULID?) -> ULID? {
        !isLast && reachedThrough > told ?? .zero ? reachedThrough : nil
    }
}
