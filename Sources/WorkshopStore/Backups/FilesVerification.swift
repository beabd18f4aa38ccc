import Glibc
import WorkshopModel

/// Reads every file of a backup, and finds out which of them the server's folder lacks.
struct FilesVerification {
    let options: RestoreOptions
    /// The files of the backup.
    let source: String

    /// - Returns: files that are not in the server's folder, or not whole.
    func run(_ manifest: BackupManifest) throws(BackupError) -> [BlobHash] {
        var count: Int64 = 0
        var bytes: Int64 = 0
        var missing: [BlobHash] = []
        var names = try StoredNames(in: source)
        while let hash = try names.next() {
            var read = bytes
            let check = BlobCheck(path: "\(source)/\(hash.text)", hash: hash) { more in
                read += more
                options.progress(
                    BackupProgress(step: .check, bytes: read, total: manifest.fileBytes))
            }
            guard case .sound(let size) = check.run() else {
                throw .damagedBackup(
                    path: options.folder,
                    reason: "its file '\(hash.text)' is damaged or cannot be read")
            }
            count += 1
            bytes += size
            if !isThere(hash) { missing.append(hash) }
        }
        guard count == manifest.files, bytes == manifest.fileBytes else {
            throw .damagedBackup(
                path: options.folder,
                reason: "it holds \(count) files of \(bytes) bytes, "
                    + "and was made with \(manifest.files) of \(manifest.fileBytes)")
        }
        return missing
    }

    private func isThere(_ hash: BlobHash) -> Bool {
        let check = BlobCheck(path: "\(options.blobsPath)/\(hash.text)", hash: hash) { _ in }
        if case .sound = check.run() { return true }
        return false
    }
}
