import Glibc
import WorkshopModel

/// An upload into a folder.
///
/// `@unchecked Sendable`: `file` is touched only by jobs of `thread`, which runs one at a time,
/// and by `deinit`, which runs when there is no job left and hands it to that thread.
final class FileUpload: BlobUpload, @unchecked Sendable {
    /// `nil` once it is finished, cancelled or has failed.
    private var file: UploadFile?
    private let folder: BlobFolder
    private let maximumSize: Int64
    private let thread: SerialThread
    private let health: StorageHealth

    init(
        _ file: UploadFile, in folder: BlobFolder, maximumSize: Int64, thread: SerialThread,
        health: StorageHealth
    ) {
        self.file = file
        self.folder = folder
        self.maximumSize = maximumSize
        self.thread = thread
        self.health = health
    }

    deinit {
        guard let file else { return }
        let leftover = Leftover(file: file)
        thread.submit { leftover.file.remove() }
    }

    func append(_ chunk: any ByteSource, completion: @escaping Completion<Void>) {
        thread.run(completion) { [self] () throws(APIError) in
            try using { file throws(APIError) in
                try chunk.withBytes { bytes throws(APIError) in
                    try append(bytes, to: file)
                }
            }
        }
    }

    func finish(completion: @escaping Completion<StoredBlob>) {
        thread.run(completion) { [self] () throws(APIError) in
            defer { file = nil }
            return try using { file throws(APIError) in
                do throws(SystemError) {
                    let hash = try file.finish()
                    let existed = try folder.keep(file, as: hash)
                    health.works(.files)
                    return StoredBlob(hash: hash, size: file.size, existed: existed)
                } catch {
                    throw failed(error)
                }
            }
        }
    }

    func cancel() {
        thread.submit { [self] in file = nil }
    }

    /// A failure is the end of the upload: its file goes at once.
    private func using<Value>(
        _ body: (UploadFile) throws(APIError) -> Value
    ) throws(APIError) -> Value {
        guard let file else {
            throw APIError(.conflict, "the upload is over")
        }
        do throws(APIError) {
            return try body(file)
        } catch {
            self.file = nil
            throw error
        }
    }

    private func append(
        _ bytes: UnsafeRawBufferPointer, to file: UploadFile
    ) throws(APIError) {
        guard Int64(bytes.count) <= maximumSize - file.size else {
            throw APIError(
                .tooLarge, "the file has more than \(maximumSize) bytes, the most one may have")
        }
        do throws(SystemError) {
            try file.append(bytes)
        } catch {
            throw failed(error)
        }
    }

    private func failed(_ error: SystemError) -> APIError {
        // One that a file is too large for would still store others.
        if error.code != EFBIG { health.failed(.files, error.writeReason) }
        return error.apiError
    }

    /// `@unchecked Sendable`: it is the last reference on its way to the one thread that may
    /// touch the file.
    private struct Leftover: @unchecked Sendable {
        let file: UploadFile
    }
}
