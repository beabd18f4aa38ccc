/// What a sender calls a request, so that a repeat of it is recognised: `Idempotency-Key`.
public struct IdempotencyKey: Hashable, Sendable {
    public static let headerName = "Idempotency-Key"

    public let text: String

    /// - Parameter text: as the header was read, in which bytes that are no UTF-8 have become
    ///   U+FFFD: keys that were different would be the same.
    /// - Throws: ``APIError`` with `.malformed` for more than 128 bytes, none, control characters
    ///   or U+FFFD.
    public init(validating text: String) throws(APIError) {
        guard !text.unicodeScalars.contains("\u{FFFD}") else {
            throw APIError(.malformed, "'\(IdempotencyKey.headerName)' must be UTF-8")
        }
        let count = text.utf8.count
        guard count > 0, count <= Limits.idempotencyKey else {
            throw APIError(
                .malformed,
                "'\(IdempotencyKey.headerName)' has \(count) bytes, it must have 1 to "
                    + "\(Limits.idempotencyKey)")
        }
        guard !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw APIError(
                .malformed, "'\(IdempotencyKey.headerName)' must not have control characters")
        }
        self.text = text
    }

    /// A key that nobody else has: 128 random bits.
    public init(using random: inout some RandomNumberGenerator) {
        let digits = Array("0123456789abcdef".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        for _ in 0..<2 {
            var bits = random.next() as UInt64
            for _ in 0..<16 {
                bytes.append(digits[Int(bits & 15)])
                bits >>= 4
            }
        }
        text = String(decoding: bytes, as: UTF8.self)
    }
}
