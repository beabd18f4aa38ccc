import Crypto
import Synchronization
import WorkshopModel

/// A blob that is open for reading.
final class StoredFile: BlobFile {
    let size: Int64
    private let hash: BlobHash
    private let file: Mutex<FileDescriptor?>
    private let thread: SerialThread

    init(_ file: FileDescriptor, of hash: BlobHash, size: Int64, thread: SerialThread) {
        self.file = Mutex(file)
        self.hash = hash
        self.size = size
        self.thread = thread
    }

    func read(at offset: Int64, count: Int, completion: @escaping Completion<[UInt8]>) {
        thread.run(completion) { [self] () throws(APIError) in
            try bytes(at: offset, count: count)
        }
    }

    func readWhole(completion: @escaping Completion<[UInt8]>) {
        thread.run(completion) { [self] () throws(APIError) in
            let bytes = try bytes(at: 0, count: Int(size))
            guard BlobHash(digest: SHA256.hash(data: bytes)) == hash else {
                throw APIError(
                    .internalError,
                    "the file '\(hash.text)' is damaged on the server's disk; "
                        + "'workshop doctor' there tells what to do")
            }
            return bytes
        }
    }

    private func bytes(at offset: Int64, count: Int) throws(APIError) -> [UInt8] {
        guard let file = file.withLock({ $0 }) else {
            throw APIError(.conflict, "the file is closed")
        }
        do throws(SystemError) {
            return try file.read(at: offset, count: count)
        } catch {
            throw error.apiError
        }
    }

    /// The descriptor goes with the last read that uses it.
    func close() {
        file.withLock { $0 = nil }
    }
}
