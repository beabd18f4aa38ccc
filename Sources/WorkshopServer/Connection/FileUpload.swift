import NIOCore
import WorkshopMetrics
import WorkshopModel
import WorkshopStore

/// A file on its way from a connection to disk, bounded in memory: while too much waits for the
/// disk, the socket is not read. Confined to its event loop.
///
/// `@unchecked Sendable` because the blobs' completions carry it back to that loop.
final class FileUpload: @unchecked Sendable {
    private let exchange: Exchange
    private let limit: Int
    private var target: (any BlobUpload)?
    private var waiting = CircularBuffer<ByteBuffer>()
    private var waitingBytes = 0
    /// Pieces handed to the disk that it has not taken.
    private var inFlight = 0
    private var hasEnded = false
    private var isOver = false

    /// - Parameter limit: bytes that may wait for the disk.
    init(exchange: Exchange, limit: Int) {
        self.exchange = exchange
        self.limit = limit
    }

    var wantsInput: Bool { waitingBytes < limit }

    func begin(store: any Store) {
        store.blobs.beginUpload(
            completion: exchange.hop { result in
                switch result {
                case .success(let target):
                    if self.isOver { return target.cancel() }
                    self.target = target
                    self.writeNext()
                case .failure(let error): self.fail(error)
                }
            })
    }

    func append(_ bytes: ByteBuffer) {
        guard !isOver else { return }
        waitingBytes += bytes.readableBytes
        if let last = waiting.indices.last,
            waiting[last].readableBytes + bytes.readableBytes <= FileUpload.pieceBytes
        {
            waiting[last].writeImmutableBuffer(bytes)
        } else {
            waiting.append(bytes)
        }
        writeNext()
    }

    /// What comes in smaller pieces is put together up to here: a chunk of one byte would cost a
    /// buffer and a trip to the disk of its own. Larger than most reads, which are not copied so.
    private static let pieceBytes = 32 * 1_024
    /// So many that the disk's thread need not sleep until the loop has heard of the last.
    private static let mostInFlight = 8

    /// The body is whole.
    func end() {
        hasEnded = true
        writeNext()
    }

    /// The connection is gone or the upload refused: nothing stays.
    func cancel() {
        guard !isOver else { return }
        isOver = true
        waiting.removeAll()
        target?.cancel()
    }

    /// The disk takes pieces in the order in which it is given them.
    private func writeNext() {
        guard !isOver, let target else { return }
        while inFlight < FileUpload.mostInFlight, let chunk = waiting.popFirst() {
            inFlight += 1
            target.append(
                BufferSource(buffer: chunk),
                completion: exchange.hop { result in self.written(chunk.readableBytes, result) })
        }
        // Not earlier, so that what has gone wrong is told.
        guard hasEnded, inFlight == 0 else { return }
        isOver = true
        target.finish(
            completion: exchange.answer { blob in
                Response(status: blob.existed ? 200 : 201, json: blob.json)
            })
    }

    private func written(_ bytes: Int, _ result: Result<Void, APIError>) {
        inFlight -= 1
        waitingBytes -= bytes
        guard !isOver else { return }
        switch result {
        case .success:
            exchange.context.measures.fileBytesReceived.add(bytes)
            writeNext()
            exchange.resumeInput()
        case .failure(let error): fail(error)
        }
    }

    private func fail(_ error: APIError) {
        guard !isOver else { return }
        isOver = true
        target?.cancel()
        exchange.refuse(error)
    }
}

/// A network buffer as the store sees it.
struct BufferSource: ByteSource {
    let buffer: ByteBuffer

    func withBytes<Value, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let result = buffer.withUnsafeReadableBytes { bytes in
            Result { () throws(Failure) in try body(bytes) }
        }
        return try result.get()
    }
}

extension StoredBlob {
    fileprivate var json: JSONText {
        var writer = JSONWriter()
        writer.object { object in
            object.member("hash", hash.text)
            object.member("size", size)
        }
        return writer.finish()
    }
}
