import Glibc
import WorkshopModel

/// Tells what a cut-off upload has left from an upload that is under way.
///
/// A server holds a lock on each file that it writes, and takes it right after making the file;
/// only what has not been written to for a while is asked for its lock, so that this never takes
/// the lock of a new one.
struct LeftoverCheck {
    private static let quietMilliseconds: Int64 = 60_000

    enum Result: Equatable {
        case underWay
        case orphaned(bytes: Int64, isRemoved: Bool)
        case gone
        /// No file, and so nothing that an upload has left.
        case foreign
    }

    let path: String
    let now: Timestamp
    let removes: Bool

    func run() throws(SystemError) -> Result {
        let file: FileDescriptor
        do throws(SystemError) {
            file = try FileDescriptor.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        } catch  where error.code == ENOENT {
            return .gone
        } catch  where error.code == ELOOP || error.code == ENXIO {
            return .foreign
        }
        let status = try file.status()
        guard status.st_mode & S_IFMT == S_IFREG else { return .foreign }
        let written = Int64(status.st_mtim.tv_sec) * 1_000
        guard now.milliseconds - written > LeftoverCheck.quietMilliseconds,
            flock(file.number, LOCK_EX | LOCK_NB) == 0
        else { return .underWay }
        if removes, unlink(path) != 0, errno != ENOENT { throw SystemError.last }
        return .orphaned(bytes: Int64(status.st_size), isRemoved: removes)
    }
}
