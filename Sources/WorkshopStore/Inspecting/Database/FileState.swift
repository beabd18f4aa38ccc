import Glibc

/// What changes when somebody writes to a file. The file is not opened: closing it again would
/// drop the locks that SQLite holds on it elsewhere in this process.
struct FileState: Equatable {
    let size: Int64
    /// How many names lead to it.
    let names: Int
    private let device: UInt64
    private let inode: UInt64
    private let modified: [Int]
    /// Why it can hold no database; `nil` for a file.
    let objection: String?

    /// `nil` when there is no such file.
    init?(of path: String) throws(SystemError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            let error = SystemError.last
            if error.code == ENOENT { return nil }
            throw error
        }
        size = Int64(status.st_size)
        names = Int(status.st_nlink)
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        modified = [
            status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec,
            status.st_ctim.tv_nsec,
        ]
        switch status.st_mode & S_IFMT {
        case S_IFREG: objection = nil
        case S_IFDIR: objection = "is a directory"
        default: objection = "is no file"
        }
    }
}
