import CSQLite

/// How many pages the write-ahead log has, told by SQLite after every commit.
///
/// Belongs to the writer's connection, and lives on its thread.
final class LogSize {
    private(set) var pages = 0
    private let connection: Connection

    /// Takes the place of SQLite's own checkpoints after commits, see ``Checkpointer``.
    init(of connection: Connection) {
        self.connection = connection
        sqlite3_wal_hook(
            connection.handle,
            { context, _, _, pages in
                guard let context else { return SQLITE_OK }
                Unmanaged<LogSize>.fromOpaque(context).takeUnretainedValue().pages = Int(pages)
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        sqlite3_wal_hook(connection.handle, nil, nil)
    }
}
