import Crypto
import WorkshopModel

/// The content of a file, read once from its beginning to its end in constant memory.
enum FileDigest {
    private static let pieceBytes = 1_048_576

    /// - Parameter take: is given each piece as it is read.
    static func of(
        _ file: FileDescriptor, _ take: (UnsafeRawBufferPointer) throws(SystemError) -> Void
    ) throws(SystemError) -> (hash: BlobHash, bytes: Int64) {
        var bytes: Int64 = 0
        var digest = SHA256()
        while true {
            let piece = try file.read(at: bytes, count: pieceBytes)
            if piece.isEmpty { return (BlobHash(digest: digest.finalize()), bytes) }
            try piece.withUnsafeBufferPointer { buffer throws(SystemError) in
                let buffer = UnsafeRawBufferPointer(buffer)
                digest.update(bufferPointer: buffer)
                try take(buffer)
            }
            bytes += Int64(piece.count)
        }
    }
}
