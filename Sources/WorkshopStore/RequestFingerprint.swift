import Crypto
public import WorkshopModel

/// Tells one request from another: the SHA-256 of its path and its body, as 64 digits.
public struct RequestFingerprint: Hashable, Sendable {
    let text: String

    public init(route: Route, body: UnsafeBufferPointer<UInt8>) {
        var hash = SHA256()
        hash.update(data: Array(route.path.utf8))
        // No path has a line break, so nothing of the body can be taken for the path's end.
        hash.update(data: [UInt8(ascii: "\n")])
        hash.update(bufferPointer: UnsafeRawBufferPointer(body))
        text = String(BlobHash(digest: hash.finalize()).text.dropFirst("sha256:".count))
    }
}
