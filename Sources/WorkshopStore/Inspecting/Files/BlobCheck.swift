import Glibc
import WorkshopModel

/// Reads a file and compares its content with its name, in constant memory.
struct BlobCheck {
    enum Result: Equatable {
        case sound(bytes: Int64)
        /// Its content is another's, or it is no file, or the disk does not give it.
        case damaged(bytes: Int64, inode: UInt64?)
        /// It may not be opened.
        case closed
        /// Somebody has taken it away meanwhile.
        case gone
    }

    let path: String
    let hash: BlobHash
    /// Told how many bytes more were read.
    let progress: (Int64) -> Void

    func run() -> Result {
        let file: FileDescriptor
        do throws(SystemError) {
            file = try FileDescriptor.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        } catch {
            switch error.code {
            case ENOENT: return .gone
            case EACCES, EPERM: return .closed
            // A link, a socket, a bad sector: nothing that could be served.
            default: return .damaged(bytes: 0, inode: nil)
            }
        }
        return compare(file)
    }

    private func compare(_ file: FileDescriptor) -> Result {
        var bytes: Int64 = 0
        var inode: UInt64?
        do throws(SystemError) {
            let status = try file.status()
            inode = UInt64(status.st_ino)
            guard status.st_mode & S_IFMT == S_IFREG else {
                return .damaged(bytes: 0, inode: inode)
            }
            let found = try FileDigest.of(file) { piece in
                bytes += Int64(piece.count)
                progress(Int64(piece.count))
            }
            return found.hash == hash
                ? .sound(bytes: bytes) : .damaged(bytes: bytes, inode: inode)
        } catch {
            return .damaged(bytes: bytes, inode: inode)
        }
    }
}
