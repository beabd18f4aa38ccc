/// The name of a file: `sha256:` and 64 lower-case hexadecimal digits.
public struct BlobHash: Hashable, Sendable {
    /// The whole text, prefix included; also the blob's file name.
    public let text: String

    /// - Throws: ``APIError`` with `.malformed` for any other shape.
    public init(validating text: String) throws(APIError) {
        guard BlobHash.isValid(text) else {
            throw APIError(
                .malformed, "a file hash is 'sha256:' and 64 lower-case hexadecimal digits")
        }
        self.text = text
    }

    /// From the 32 bytes of a digest.
    public init(digest: some Sequence<UInt8>) {
        var bytes = Array("sha256:".utf8)
        for byte in digest {
            bytes.append(BlobHash.digits[Int(byte >> 4)])
            bytes.append(BlobHash.digits[Int(byte & 15)])
        }
        precondition(bytes.count == 71, "a SHA-256 digest has 32 bytes")
        text = String(decoding: bytes, as: UTF8.self)
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func isValid(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.count == 71, text.hasPrefix("sha256:") else { return false }
        return bytes.dropFirst(7).allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
    }
}
