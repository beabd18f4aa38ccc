/// How the store's connections are set up; each `PRAGMA` is documented at
/// https://sqlite.org/pragma.html.
extension Connection {
    /// Makes the database one with a write-ahead log, for good.
    func useLog() throws(SQLiteError) {
        let statement = try statement("PRAGMA journal_mode = WAL")
        defer { statement.reset() }
        // Where there can be none, SQLite answers with the mode that it leaves in place.
        guard try statement.step(), statement.text(0) == "wal" else { throw SQLiteError.noLog }
    }

    /// For the thread that writes.
    ///
    /// The checkpointer moves the log, so commits never do. 32 MiB of pages hold the upper levels
    /// and the growing ends of every index.
    func prepareForWriting(_ durability: StoreConfiguration.Durability) throws(SQLiteError) {
        switch durability {
        case .full: try execute("PRAGMA synchronous = FULL")
        case .normal: try execute("PRAGMA synchronous = NORMAL")
        }
        try execute(
            """
            PRAGMA cache_size = -32768;
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA journal_size_limit = \(Checkpointer.fileBytes);
            PRAGMA temp_store = MEMORY;
            """)
    }

    /// For a thread that only reads: SQLite itself refuses anything else.
    func prepareForReading() throws(SQLiteError) {
        try execute(
            """
            PRAGMA cache_size = -8192;
            PRAGMA temp_store = MEMORY;
            PRAGMA query_only = ON;
            """)
    }

    /// For the thread that moves the log into the database.
    func prepareForCheckpoints(_ durability: StoreConfiguration.Durability) throws(SQLiteError) {
        try prepareForWriting(durability)
        try execute("PRAGMA cache_size = -512")
    }
}
