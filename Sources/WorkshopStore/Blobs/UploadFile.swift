import Crypto
import Glibc
import WorkshopModel

/// The temporary file of an upload and its hash so far; removes the file when it goes.
///
/// Not `Sendable`: it is touched on its upload's thread only.
final class UploadFile {
    let path: String
    private(set) var size: Int64 = 0
    private let file: FileDescriptor
    private var digest = SHA256()
    private var isRemoved = false

    init(path: String, file: FileDescriptor) {
        self.path = path
        self.file = file
    }

    deinit {
        remove()
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        digest.update(bufferPointer: bytes)
        try file.write(bytes)
        size += Int64(bytes.count)
    }

    /// Syncs; the hash of what was written.
    func finish() throws(SystemError) -> BlobHash {
        try file.synchronize()
        return BlobHash(digest: digest.finalize())
    }

    func remove() {
        guard !isRemoved else { return }
        isRemoved = true
        // Fails only when it is gone: under its name it is another's from now on.
        unlink(path)
    }
}
