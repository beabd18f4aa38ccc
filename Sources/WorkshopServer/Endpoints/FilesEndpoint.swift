import Logging
import NIOHTTP1
import Synchronization
import WorkshopMetrics
import WorkshopModel
import WorkshopStore

/// `GET /files/{hash}`: the bytes, or a part of them. The content never changes, so it may be
/// cached for ever; it is never shown by a browser as a page of this server.
enum FilesEndpoint {
    static func get(
        _ name: String, _ request: Request, _ exchange: Exchange
    ) throws(APIError) {
        let hash = try BlobHash(validating: name)
        let wish = Wish(
            range: request.headers.first(name: "range"),
            ifRange: request.headers.first(name: "if-range"),
            ifNoneMatch: request.headers[canonicalForm: "if-none-match"].map(String.init),
            isHead: request.method == .head)
        exchange.context.store.blobs.open(
            hash,
            completion: exchange.hop { result in
                switch result {
                case .success(let file): send(file, hash, wish, exchange)
                case .failure(let error): exchange.respond(Response(error))
                }
            })
    }

    private struct Wish {
        let range: String?
        let ifRange: String?
        let ifNoneMatch: [String]
        let isHead: Bool
    }

    private static func send(
        _ file: any BlobFile, _ hash: BlobHash, _ wish: Wish, _ exchange: Exchange
    ) {
        let tag = "\"\(hash.text)\""
        var headers = [
            (name: "ETag", value: tag),
            (name: "Cache-Control", value: "public, max-age=31536000, immutable"),
            (name: "Accept-Ranges", value: "bytes"),
            (name: "Content-Disposition", value: "attachment"),
        ]
        if wish.ifNoneMatch.contains(where: { EntityTag.matches($0, tag) }) {
            file.close()
            var response = Response(status: 304, contentType: nil)
            response.headers = headers
            return exchange.respond(response)
        }
        var range = ByteRange(wish.range, size: file.size)
        if let ifRange = wish.ifRange, ifRange != tag { range = .whole }
        switch range {
        case .unsatisfiable:
            file.close()
            var response = Response(
                APIError(
                    .rangeNotSatisfiable, "the file has \(file.size) bytes, none in that range"))
            response.headers.append(("Content-Range", "bytes */\(file.size)"))
            exchange.respond(response)
        case .part(let part):
            let last = part.upperBound - 1
            headers.append(("Content-Range", "bytes \(part.lowerBound)-\(last)/\(file.size)"))
            begin(206, headers, file, part, exchange)
        case .whole where file.size <= LoopContext.verifiedFileBytes && !wish.isHead:
            sendVerified(headers, file, exchange)
        case .whole:
            begin(200, headers, file, 0..<file.size, exchange)
        }
    }

    /// Sends all of a small file, or an error when it is not what its hash says.
    private static func sendVerified(
        _ headers: [(name: String, value: String)], _ file: any BlobFile, _ exchange: Exchange
    ) {
        file.readWhole(
            completion: exchange.hop { result in
                file.close()
                switch result {
                case .success(let bytes):
                    exchange.context.measures.fileBytesSent.add(bytes.count)
                    var response = Response(
                        status: 200, contentType: "application/octet-stream", body: bytes)
                    response.headers = headers
                    exchange.respond(response)
                case .failure(let error):
                    exchange.context.logger.error("\(error.message)")
                    exchange.respond(Response(error))
                }
            })
    }

    private static func begin(
        _ status: Int, _ headers: [(name: String, value: String)], _ file: any BlobFile,
        _ part: Range<Int64>, _ exchange: Exchange
    ) {
        let head = PagedBody.Head(
            status: status, headers: headers, contentType: "application/octet-stream",
            length: Int64(part.count))
        exchange.beginBody(
            head,
            of: PagedBody(
                FilePages(file: file, part: part), exchange: exchange,
                sentBytes: exchange.context.measures.fileBytesSent))
    }
}

/// The pages of a file, or of a part of it.
private final class FilePages: PageSource {
    private let file: any BlobFile
    private let end: Int64
    private let offset: Mutex<Int64>

    init(file: any BlobFile, part: Range<Int64>) {
        self.file = file
        end = part.upperBound
        offset = Mutex(part.lowerBound)
    }

    func next(completion: @escaping Completion<BodyPage>) {
        let start = offset.withLock { $0 }
        let count = Int(min(end - start, Int64(LoopContext.fileBytes)))
        guard count > 0 else {
            return completion(.success(BodyPage(bytes: [], isLast: true)))
        }
        file.read(at: start, count: count) { result in
            completion(result.flatMap { self.take($0, wanted: count) })
        }
    }

    func release() { file.close() }

    private func take(_ bytes: [UInt8], wanted: Int) -> Result<BodyPage, APIError> {
        // The length went out with the head: a file that was cut meanwhile must break the answer.
        guard bytes.count == wanted else {
            return .failure(APIError(.internalError, "the file is shorter than it was"))
        }
        return .success(
            offset.withLock { offset in
                offset += Int64(bytes.count)
                return BodyPage(bytes: bytes, isLast: offset == end)
            })
    }
}
