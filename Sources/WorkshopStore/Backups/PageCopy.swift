import CSQLite

/// Copies a database page by page into another, with SQLite's own means
/// (https://sqlite.org/c3ref/backup_finish.html).
///
/// Belongs to the thread of its two connections.
final class PageCopy {
    private let handle: OpaquePointer
    private let source: Connection
    private let target: Connection

    /// - Parameter source: is in a transaction: between two steps SQLite would let go of a
    ///   snapshot of its own, and begin anew after each commit of others.
    init(from source: Connection, to target: Connection) throws(SQLiteError) {
        precondition(source.isInTransaction, "the pages would be of many snapshots")
        guard let handle = sqlite3_backup_init(target.handle, "main", source.handle, "main") else {
            throw SQLiteError(target.handle)
        }
        self.handle = handle
        self.source = source
        self.target = target
    }

    deinit {
        sqlite3_backup_finish(handle)
    }

    /// Copies so many pages more.
    ///
    /// - Returns: whether there are more.
    func step(pages: Int32) throws(SQLiteError) -> Bool {
        let code = sqlite3_backup_step(handle, pages)
        switch code {
        case SQLITE_OK: return true
        case SQLITE_DONE: return false
        default: throw SQLiteError(code: code, systemError: sqlite3_system_errno(target.handle))
        }
    }

    /// Known after the first step.
    var pages: (copied: Int64, total: Int64) {
        let total = sqlite3_backup_pagecount(handle)
        return (Int64(total - sqlite3_backup_remaining(handle)), Int64(total))
    }
}
