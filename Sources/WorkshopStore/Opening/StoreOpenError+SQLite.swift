import CSQLite
import Glibc

extension StoreOpenError {
    /// Why SQLite could not open it.
    ///
    /// - Parameters:
    ///   - path: the resolved path of the database.
    ///   - name: the path as it was given, for sentences.
    init(_ error: SQLiteError, of path: String, named name: String) {
        switch error.primary {
        case SQLITE_NOTADB: self = .notDatabase(path: name)
        case SQLITE_CORRUPT: self = .damaged(path: name)
        case SQLITE_BUSY:
            self = .database(path: name, reason: "it is locked by another program; end that first")
        case _ where error.isOutOfSpace:
            self = .database(path: name, reason: "its disk is full; make room first")
        case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM:
            self = .database(
                path: name, reason: StoreOpenError.obstacle(before: path) ?? error.reason)
        default: self = .database(path: name, reason: error.reason)
        }
    }

    /// What SQLite sums up as being unable to open a file.
    private static func obstacle(before path: String) -> String? {
        var status = stat()
        if stat(path, &status) == 0 {
            if status.st_mode & S_IFMT == S_IFDIR { return "it is a folder" }
            if access(path, R_OK | W_OK) != 0 { return SystemError.last.reason }
        }
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        guard access(folder.isEmpty ? "/" : folder, W_OK | X_OK) != 0 else { return nil }
        return "its folder: \(SystemError.last.reason)"
    }
}
