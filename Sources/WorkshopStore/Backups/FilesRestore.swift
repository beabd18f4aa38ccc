import Glibc
import WorkshopModel

/// Copies files of a backup into the folder of a server, each under its name when it is whole and
/// synced (invariant 8).
struct FilesRestore {
    let options: RestoreOptions
    /// The files of the backup.
    let source: String
    /// Those that have a name by now.
    private var placed: [BlobHash] = []

    init(_ options: RestoreOptions, source: String) {
        self.options = options
        self.source = source
    }

    mutating func run(_ missing: [BlobHash]) throws(BackupError) {
        let folder: BlobFolder
        do throws(SystemError) {
            folder = try BlobFolder(path: options.blobsPath, openFiles: 1)
        } catch {
            throw .writing(options.blobsPath, error)
        }
        var total: Int64 = 0
        for hash in missing { total += StoredNames.size(of: "\(source)/\(hash.text)") ?? 0 }
        try RoomCheck.run(options.blobsPath, needed: total)
        var bytes: Int64 = 0
        for hash in missing {
            try copy(hash, to: folder) { more in
                bytes += more
                options.progress(BackupProgress(step: .files, bytes: bytes, total: total))
            }
            placed.append(hash)
        }
    }

    private func copy(
        _ hash: BlobHash, to folder: BlobFolder, _ progress: (Int64) -> Void
    ) throws(BackupError) {
        let file: FileDescriptor
        do throws(SystemError) {
            file = try FileDescriptor.open(
                "\(source)/\(hash.text)", O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        } catch {
            throw .reading(options.folder, error)
        }
        do throws(SystemError) {
            let upload = try folder.makeUpload()
            _ = try FileDigest.of(file) { bytes throws(SystemError) in
                try upload.append(bytes)
                progress(Int64(bytes.count))
            }
            // It was verified, and has changed since.
            guard try upload.finish() == hash else { throw SystemError(EIO) }
            _ = try folder.keep(upload, as: hash)
        } catch {
            throw .writing(options.blobsPath, error)
        }
    }

    /// Removes what was put in place.
    func takeBack() {
        // What stays is whole, and nobody asks for it.
        for hash in placed { unlink("\(options.blobsPath)/\(hash.text)") }
    }
}
