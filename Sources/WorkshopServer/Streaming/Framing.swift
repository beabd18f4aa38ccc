import NIOCore
import WorkshopModel

/// How the bytes of a stream look on one kind of connection.
struct Framing: Hashable {
    let format: StreamFormat
    /// HTTP/1.1 streams are chunked; HTTP/1.0 streams end by close.
    let isChunked: Bool

    /// Frames messages as one buffer, one chunk.
    func encode(_ messages: some Sequence<Message>) -> ByteBuffer {
        var bytes: [UInt8] = []
        for message in messages { append(message, to: &bytes) }
        return wrap(bytes)
    }

    func append(_ message: Message, to bytes: inout [UInt8]) {
        switch format {
        case .events: EventStreamWriter.append(message, to: &bytes)
        case .lines:
            bytes.append(contentsOf: message.line)
            bytes.append(UInt8(ascii: "\n"))
        }
    }

    /// The first bytes after the head.
    func opening(retryMilliseconds: Int) -> [UInt8] {
        switch format {
        case .events: EventStreamWriter.opening(retryMilliseconds: retryMilliseconds)
        case .lines: []
        }
    }

    /// A sign of life; tells events the cursor when it has moved past messages left out.
    func keepalive(cursor: ULID?) -> ByteBuffer {
        switch format {
        case .events:
            wrap((cursor.map(EventStreamWriter.cursor) ?? []) + EventStreamWriter.keepalive)
        case .lines: wrap([UInt8(ascii: "\n")])
        }
    }

    /// Bytes as they go to the socket.
    func wrap(_ bytes: [UInt8]) -> ByteBuffer {
        guard isChunked else { return ByteBuffer(bytes: bytes) }
        let size = String(bytes.count, radix: 16)
        var buffer = ByteBufferAllocator().buffer(capacity: bytes.count + size.utf8.count + 4)
        buffer.writeString(size)
        buffer.writeStaticString("\r\n")
        buffer.writeBytes(bytes)
        buffer.writeStaticString("\r\n")
        return buffer
    }

    /// What ends a stream cleanly.
    var ending: ByteBuffer? { isChunked ? ByteBuffer(staticString: "0\r\n\r\n") : nil }
}
