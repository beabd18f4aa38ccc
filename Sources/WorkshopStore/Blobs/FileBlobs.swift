import Glibc
import Synchronization
import WorkshopModel

/// Blobs as files of one folder, each named by its hash.
///
/// A few threads do all the work; each upload and each open file stays on one of them, which is
/// what keeps its calls in order.
final class FileBlobs: Blobs {
    private static let threadCount = 3

    private let folder: BlobFolder
    private let maximumFileSize: Int64
    private let health: StorageHealth
    private let threads: [SerialThread]
    private let next = Atomic(0)
    private let probe: FileProbe

    /// Makes the folder when it is not there, and removes what uploads that were cut off have
    /// left.
    ///
    /// - Parameter openFiles: how many may be open at a time; beyond it, calls fail with
    ///   `.unavailable`.
    init(
        path: String, maximumFileSize: Int64, openFiles: Int, health: StorageHealth
    ) throws(StoreOpenError) {
        do throws(SystemError) {
            folder = try BlobFolder(path: path, openFiles: openFiles)
        } catch {
            throw .blobs(path: path, reason: error.reason)
        }
        self.maximumFileSize = maximumFileSize
        self.health = health
        probe = FileProbe(folder: folder, health: health)
        threads = (1...FileBlobs.threadCount).map { SerialThread(name: "workshop-file-\($0)") }
    }

    func beginUpload(completion: @escaping Completion<any BlobUpload>) {
        let thread = nextThread()
        thread.run(completion) { [folder, maximumFileSize, health] () throws(APIError) in
            do throws(SystemError) {
                let file = try folder.makeUpload()
                return FileUpload(
                    file, in: folder, maximumSize: maximumFileSize, thread: thread,
                    health: health)
            } catch {
                if !error.isOutOfDescriptors { health.failed(.files, error.writeReason) }
                throw error.apiError
            }
        }
    }

    func open(_ hash: BlobHash, completion: @escaping Completion<any BlobFile>) {
        let thread = nextThread()
        thread.run(completion) { [folder] () throws(APIError) in
            do throws(SystemError) {
                guard let (file, size) = try folder.open(hash) else {
                    throw SystemError(ENOENT)
                }
                return StoredFile(file, of: hash, size: size, thread: thread)
            } catch {
                guard error.code == ENOENT else { throw error.apiError }
                throw APIError(.notFound, "there is no file '\(hash.text)'")
            }
        }
    }

    /// Tries about once a second whether files can be stored again, when they could not.
    func probeIfTroubled() {
        guard health.isTroubled(.files), probe.begin() else { return }
        nextThread().submit { [probe] in probe.run() }
    }

    /// Finishes what was asked for and ends the threads. Blocks; called once.
    func close() {
        for thread in threads { thread.close() }
    }

    private func nextThread() -> SerialThread {
        let turn = next.wrappingAdd(1, ordering: .relaxed).newValue
        return threads[Int(UInt(bitPattern: turn) % UInt(threads.count))]
    }
}

extension SerialThread {
    /// Does it on this thread and answers there; refuses at once when the store is closed.
    func run<Value>(
        _ completion: @escaping Completion<Value>,
        _ body: @escaping @Sendable () throws(APIError) -> Value
    ) {
        let isTaken = submit {
            do throws(APIError) {
                completion(.success(try body()))
            } catch {
                completion(.failure(error))
            }
        }
        if !isTaken { completion(.failure(APIError(.unavailable, "the store is closed"))) }
    }
}
