import Crypto
public import WorkshopModel

extension RemoteWorkshop {
    /// `POST /files`: streams a file to the server in constant memory.
    ///
    /// The server has it, whole and durable, when this returns; sending it again is harmless.
    /// - Parameter progress: called from this task after each piece.
    public func upload(
        _ source: UploadSource, progress: @Sendable (FileProgress) -> Void = { _ in }
    ) async throws(ClientError) -> UploadReceipt {
        var chunks = try FileChunks(source)
        var request = request(
            .post, .files, patience: .silence(configuration.silenceTimeout))
        request.headers = [
            ("Accept", "application/json"), ("Content-Type", "application/octet-stream"),
        ]
        request.body = .stream(length: chunks.length)
        let exchange = try begin(request)
        var hasher = SHA256()
        var sent: Int64 = 0
        while let chunk = try await chunks.next() {
            chunk.withUnsafeBytes { hasher.update(bufferPointer: $0) }
            guard try await exchange.write(chunk) else { break }
            sent += Int64(chunk.count)
            progress(FileProgress(transferred: sent, total: chunks.length))
        }
        exchange.endWriting()
        let head = try await acceptedHead(of: exchange)
        let body = try await exchange.body(limit: AnswerLimit.receipt.rawValue)
        return try receipt(
            try answer(in: body), isNew: head.status == 201,
            sent: BlobHash(digest: hasher.finalize()))
    }

    /// `GET /files/{hash}`: streams a file to its destination in constant memory and checks that
    /// it is the one.
    ///
    /// - Parameter progress: called from this task after each piece.
    /// - Returns: its size in bytes.
    /// - Throws: `.protocolViolation` when the bytes are not those of the hash.
    @discardableResult
    public func download(
        _ hash: BlobHash, to destination: DownloadDestination,
        progress: @Sendable (FileProgress) -> Void = { _ in }
    ) async throws(ClientError) -> Int64 {
        var request = request(
            .get, .file(hash.text), patience: .silence(configuration.silenceTimeout))
        request.headers = [("Accept", "application/octet-stream")]
        let (head, exchange) = try await send(request)
        let total = head["content-length"].flatMap { Int64($0) }
        let sink = try DownloadSink(destination)
        var hasher = SHA256()
        var received: Int64 = 0
        while let chunk = try await exchange.nextChunk() {
            chunk.withUnsafeBytes { hasher.update(bufferPointer: $0) }
            try await sink.write(chunk)
            received += Int64(chunk.count)
            progress(FileProgress(transferred: received, total: total))
        }
        let found = BlobHash(digest: hasher.finalize())
        guard found == hash else {
            throw .protocolViolation(
                "'\(address)' sent a file that is not '\(hash.text)' but '\(found.text)'")
        }
        try await sink.complete()
        return received
    }

    private func receipt(
        _ answer: JSONText, isNew: Bool, sent: BlobHash
    ) throws(ClientError) -> UploadReceipt {
        let text = try expect(answer["hash"]?.string, "receipt of a file")
        let size = try expect(answer["size"]?.integer, "receipt of a file")
        guard text == sent.text else {
            throw .protocolViolation("'\(address)' stored '\(text)', but '\(sent.text)' was sent")
        }
        return UploadReceipt(hash: sent, size: size, isNew: isNew)
    }
}
