import Synchronization
import WorkshopModel

/// A blob that is open for reading.
final class StoredFile: BlobFile {
    let size: Int64
    private let file: Mutex<FileDescriptor?>
    private let thread: SerialThread

    init(_ file: FileDescriptor, size: Int64, thread: SerialThread) {
        self.file = Mutex(file)
        self.size = size
        self.thread = thread
    }

    func read(at offset: Int64, count: Int, completion: @escaping Completion<[UInt8]>) {
        thread.run(completion) { [self] () throws(APIError) in
            guard let file = file.withLock({ $0 }) else {
                throw APIError(.conflict, "the file is closed")
            }
            do throws(SystemError) {
                return try file.read(at: offset, count: count)
            } catch {
                throw error.apiError
            }
        }
    }

    /// The descriptor goes with the last read that uses it.
    func close() {
        file.withLock { $0 = nil }
    }
}
