/// Why a store did not open; nothing was changed.
public enum StoreOpenError: Error, Equatable, Sendable {
    /// Another store has it open, in another process or in this one.
    case held(path: String, pid: Int32?, description: String)
    /// A version after ours wrote it.
    case newerFormat(path: String, found: Int64, known: Int64)
    case notDatabase(path: String)
    /// Another program's.
    case foreign(path: String, reason: String)
    /// Its pages make no sense.
    case damaged(path: String)
    /// Its write-ahead log makes no sense.
    case damagedLog(path: String)
    case database(path: String, reason: String)
    case blobs(path: String, reason: String)

    /// One sentence: the error first, then the subject, then the way out.
    public var message: String {
        switch self {
        case .held(let path, let pid, let description):
            let holder = DatabaseHolder(pid: pid, description: description)
            return "cannot open database '\(path)': held by \(holder.text)"
        case .newerFormat(let path, let found, let known):
            return "cannot open database '\(path)': it has format \(found), "
                + "this workshop knows formats up to \(known); use the newer workshop"
        case .notDatabase(let path):
            return "cannot open database '\(path)': it is no SQLite database; "
                + "--db names another file"
        case .foreign(let path, let reason):
            return "cannot open database '\(path)': it is another program's, \(reason); "
                + "--db names another file"
        case .damaged(let path):
            return "cannot open database '\(path)': it is damaged; restore a backup, "
                + "or save what is left: sqlite3 '\(path)' .dump "
                + "| sed 's/^ROLLBACK.*/COMMIT;/' | sqlite3 saved.db"
        case .damagedLog(let path):
            return "cannot open database '\(path)': its log '\(path)-wal' is damaged; "
                + "restore a backup, or move the log away to go on without what is in it"
        case .database(let path, let reason):
            return "cannot open database '\(path)': \(reason)"
        case .blobs(let path, let reason):
            return "cannot use folder '\(path)' for files: \(reason)"
        }
    }
}

extension StoreOpenError: CustomStringConvertible {
    public var description: String { message }
}
