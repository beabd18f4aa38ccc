import Glibc
import WorkshopModel

/// Brings the files of a server into a backup: by a hard link where that can be, from the backup
/// before or from the server, else as a copy.
///
/// They need no snapshot: none is ever changed or removed, so whatever the snapshot of the
/// database names, and was uploaded, is there afterwards. What the backup before has, and the
/// server has not any more, or not whole, was lost there: it is kept.
struct FilesBackup {
    let options: BackupOptions
    /// The files of the backup before.
    let previous: String?
    let target: String
    private(set) var files = BackedUpFiles()
    private var total: Int64 = 0

    init(_ options: BackupOptions, previous: String?, target: String) {
        self.options = options
        self.previous = previous
        self.target = target
    }

    mutating func run() throws(BackupError) {
        guard mkdir(target, 0o700) == 0 else { throw .writing(options.folder, .last) }
        total = try StoredNames.bytes(in: options.blobsPath)
        var names = try StoredNames(in: options.blobsPath)
        while let hash = try names.next() { try take(hash) }
        guard let previous else { return }
        var earlier = try StoredNames(in: previous)
        while let hash = try earlier.next() {
            if StoredNames.size(of: "\(target)/\(hash.text)") != nil { continue }
            let isRescued = try rescue(hash, from: previous)
            // What the server has, damaged, was noted with the server's.
            if !isRescued, access("\(options.blobsPath)/\(hash.text)", F_OK) != 0 {
                files.damaged.note(hash.text)
            }
        }
    }

    private mutating func take(_ hash: BlobHash) throws(BackupError) {
        let bringing = bringing(hash)
        if let previous, isUnchanged(hash, since: previous),
            case .sound(let bytes, let isCopy) = try bringing.run(
                from: previous, isVerified: !options.verifies)
        {
            return note(bytes, isCopy ? \.copied : \.unchanged)
        }
        switch try bringing.run(from: options.blobsPath, isVerified: false) {
        case .sound(let bytes, let isCopy): note(bytes, isCopy ? \.copied : \.linked)
        case .damaged:
            if let previous, try rescue(hash, from: previous) { return }
            files.damaged.note(hash.text)
        case .gone: break
        }
    }

    /// What was verified once is read again only when that is asked for.
    private func isUnchanged(_ hash: BlobHash, since previous: String) -> Bool {
        let size = StoredNames.size(of: "\(options.blobsPath)/\(hash.text)")
        return size != nil && size == StoredNames.size(of: "\(previous)/\(hash.text)")
    }

    /// - Returns: whether the backup before has it whole.
    private mutating func rescue(
        _ hash: BlobHash, from previous: String
    ) throws(BackupError) -> Bool {
        guard
            case .sound(let bytes, let isCopy) = try bringing(hash).run(
                from: previous, isVerified: false)
        else { return false }
        files.rescued += 1
        note(bytes, isCopy ? \.copied : \.unchanged)
        return true
    }

    private func bringing(_ hash: BlobHash) -> BringingFile {
        let before = files.bytes
        let total = total
        return BringingFile(hash: hash, target: target, folder: options.folder) { [options] more in
            let bytes = before + more
            options.progress(BackupProgress(step: .files, bytes: bytes, total: max(total, bytes)))
        }
    }

    private mutating func note(_ bytes: Int64, _ kind: WritableKeyPath<BackedUpFiles, Int64>) {
        files[keyPath: kind] += 1
        files.bytes += bytes
    }
}
