import CFolders
import Glibc

/// Removes a large file a little at a time.
///
/// Where a file system tells the disk what has become free, everybody who syncs waits until the
/// disk has taken note; for all of a large file at once that is long.
enum GentleRemoval {
    private static let pieceBytes: Int64 = 1_048_576
    private static let restMicroseconds: UInt32 = 20_000

    /// - Throws: `ENOENT` where nothing is.
    static func run(_ path: String) throws(SystemError) {
        // What cannot be opened is removed all the same.
        let file = try? FileDescriptor.open(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK)
        guard unlink(path) == 0 else { throw SystemError.last }
        // Whoever reads it, or has another name for it, keeps all of it.
        guard let file, let status = try? file.status(), status.st_mode & S_IFMT == S_IFREG,
            status.st_nlink == 0, workshop_is_alone(file.number) == 1
        else { return }
        var bytes = Int64(status.st_size)
        while bytes > pieceBytes {
            bytes -= pieceBytes
            guard ftruncate(file.number, Int(bytes)) == 0 else { return }
            usleep(restMicroseconds)
        }
    }
}
