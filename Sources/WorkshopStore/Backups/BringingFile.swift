import Glibc
import WorkshopModel

/// One file on its way into a backup.
struct BringingFile {
    enum Outcome {
        case sound(bytes: Int64, isCopy: Bool)
        case damaged
        /// Somebody has taken it away meanwhile.
        case gone
    }

    /// A file system that cannot link, or not this file, or not there.
    private static let linkRefusals: Set<Int32> = [
        EXDEV, EPERM, EMLINK, EOPNOTSUPP, ENOSYS, EACCES,
    ]

    let hash: BlobHash
    /// The folder that it comes into.
    let target: String
    /// The backup, for sentences.
    let folder: String
    /// Told how many bytes of it were read so far.
    let progress: (Int64) -> Void

    /// - Parameter isVerified: whether a link to it need not be read.
    func run(from source: String, isVerified: Bool) throws(BackupError) -> Outcome {
        let from = "\(source)/\(hash.text)"
        if link(from, place) == 0 {
            if isVerified, let bytes = StoredNames.size(of: place) {
                return .sound(bytes: bytes, isCopy: false)
            }
            return try verified(from)
        }
        let error = SystemError.last
        if error.code == ENOENT { return .gone }
        guard BringingFile.linkRefusals.contains(error.code) else { throw .writing(folder, error) }
        return try copied(from)
    }

    private var place: String { "\(target)/\(hash.text)" }

    private func verified(_ source: String) throws(BackupError) -> Outcome {
        var read: Int64 = 0
        let check = BlobCheck(path: place, hash: hash) { more in
            read += more
            progress(read)
        }
        switch check.run() {
        case .sound(let bytes): return .sound(bytes: bytes, isCopy: false)
        case .closed: throw .reading(source, SystemError(EACCES))
        case .damaged, .gone:
            unlink(place)
            return .damaged
        }
    }

    private func copied(_ source: String) throws(BackupError) -> Outcome {
        var read: Int64 = 0
        let copy = FileCopy(source: source, target: place, mode: 0o600, isGentle: true) { more in
            read += more
            progress(read)
        }
        do throws(FileCopy.Failure) {
            let (found, bytes) = try copy.run()
            if found == hash { return .sound(bytes: bytes, isCopy: true) }
            unlink(place)
            return .damaged
        } catch {
            switch error {
            case .target(let error): throw .writing(folder, error)
            case .source(let error):
                switch error.code {
                case ENOENT: return .gone
                case EACCES, EPERM: throw .reading(source, error)
                // A link, a pipe, a bad sector: nothing that could be served.
                default: return .damaged
                }
            }
        }
    }
}
