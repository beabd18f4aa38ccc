import CSQLite

/// A database that is looked into and left as it was, down to the names beside it.
///
/// Where a log is, because a server runs or was ended hard, a reading connection adds nothing.
/// Where none is, it would make one and leave it behind, in the name of whoever looks: then the
/// file is read as one that nobody changes, and ``isUntouched`` tells afterwards whether that was
/// so. Nobody who writes is held up by either.
final class InspectedDatabase {
    let connection: Connection
    private let path: String
    /// As it was before; `nil` where others may write.
    private let before: FileState?
    private let pageBytes: Int64

    /// - Parameters:
    ///   - atRest: whether to rely on nobody writing where there is no log.
    ///   - lockMilliseconds: how long a lock is waited for.
    init(path: String, atRest: Bool, lockMilliseconds: Int) throws(SQLiteError) {
        self.path = path
        let companions = ["-wal", "-shm", "-journal"].map { path + $0 }
        let isAlone = atRest && companions.allSatisfy { InspectedDatabase.state(of: $0) == nil }
        before = isAlone ? InspectedDatabase.state(of: path) : nil
        let stop = StopSignal()
        let patience = Duration.milliseconds(lockMilliseconds)
        if isAlone {
            connection = try Connection(
                InspectedDatabase.immutable(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
                stop: stop, patience: patience)
        } else {
            connection = try Connection(
                path, SQLITE_OPEN_READONLY, stop: stop, patience: patience)
        }
        try connection.prepareForReading()
        // What is damaged is met on the page it is on.
        try connection.execute("PRAGMA cell_size_check = ON")
        pageBytes = try connection.number("PRAGMA page_size")
    }

    /// Whether everything that was read belongs together.
    var isUntouched: Bool { before == nil || before == InspectedDatabase.state(of: path) }

    /// Bytes that were read off the file so far.
    var bytesRead: Int64 {
        var misses: Int32 = 0
        var highest: Int32 = 0
        sqlite3_db_status(
            connection.handle, SQLITE_DBSTATUS_CACHE_MISS, &misses, &highest, 0)
        return Int64(misses) * pageBytes
    }

    /// Of the log's file; 0 where there is none.
    static func logBytes(of path: String) -> Int64 { state(of: path + "-wal")?.size ?? 0 }

    /// What cannot be asked about is told of by the connection, which meets it too.
    private static func state(of path: String) -> FileState? { try? FileState(of: path) }

    /// As https://sqlite.org/uri.html has it.
    private static func immutable(_ path: String) -> String {
        var address = "file:"
        for character in path {
            switch character {
            case "%": address += "%25"
            case "?": address += "%3f"
            case "#": address += "%23"
            default: address.append(character)
            }
        }
        return address + "?immutable=1"
    }
}

extension Connection {
    /// The one number that a statement answers; 0 where it answers none.
    func number(_ sql: StaticString) throws(SQLiteError) -> Int64 {
        let statement = try statement(sql)
        defer { statement.reset() }
        return try statement.step() ? statement.integer(0) : 0
    }
}
