/// Writes Server-Sent Events (WHATWG HTML § 9.2) as the protocol shapes them.
public enum EventStreamWriter {
    /// The first bytes of a stream: a comment that makes browsers open, and the reconnection
    /// time, spread so that a restart does not bring everybody back at once.
    public static func opening(retryMilliseconds: Int) -> [UInt8] {
        Array(": open\n\nretry: \(retryMilliseconds)\n\n".utf8)
    }

    /// A comment that keeps proxies and watchdogs content.
    public static let keepalive = Array(": keepalive\n\n".utf8)

    /// Bytes that ``append(_:to:)`` adds around a line.
    static let overhead = 4 + ULID.textLength + 1 + 6 + 2

    /// A message: `id:`, `data:`, and no `event:`, so that `onmessage` sees it.
    public static func append(_ message: Message, to output: inout [UInt8]) {
        output.reserveCapacity(output.count + message.line.count + overhead)
        output.append(contentsOf: "id: ".utf8)
        output.append(contentsOf: message.id.text.utf8)
        output.append(contentsOf: "\ndata: ".utf8)
        output.append(contentsOf: message.line)
        output.append(contentsOf: "\n\n".utf8)
    }

    /// Moves the reader's cursor past messages that its filter left out: an event without data
    /// is not dispatched, but its `id:` takes effect.
    public static func cursor(_ id: ULID) -> [UInt8] { Array("id: \(id.text)\n\n".utf8) }

    /// Tells that messages between what was asked for and what is kept are gone.
    public static func gap(_ notice: GapNotice) -> [UInt8] {
        Array("event: gap\ndata: \(notice.json.text)\n\n".utf8)
    }
}
