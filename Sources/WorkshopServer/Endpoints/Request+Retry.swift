import NIOCore
import NIOHTTP1
import WorkshopModel
import WorkshopStore

extension Request {
    /// What `Idempotency-Key` asks for; `nil` when there is none, or an empty one.
    ///
    /// - Parameter answer: the body of the answer, which a repeat gets again.
    func retry<Value>(
        of body: ByteBuffer, _ answer: @escaping @Sendable (Value) -> JSONText
    ) throws(APIError) -> Retry<Value>? {
        let given = headers[IdempotencyKey.headerName]
        guard given.count <= 1 else {
            throw APIError(
                .malformed, "there is more than one '\(IdempotencyKey.headerName)' header")
        }
        guard let text = given.first, !text.isEmpty else { return nil }
        let key = try IdempotencyKey(validating: text)
        let fingerprint = try body.withBody { bytes throws(APIError) in
            RequestFingerprint(route: route, body: bytes)
        }
        return Retry(key: key, fingerprint: fingerprint, answer: answer)
    }
}
