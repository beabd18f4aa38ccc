extension BackupOptions {
    /// Runs what reads in the server's database, or in what was just copied from it.
    func reading<Value>(
        _ body: () throws(SQLiteError) -> Value
    ) throws(BackupError) -> Value {
        do throws(SQLiteError) {
            return try body()
        } catch {
            throw failure(error)
        }
    }

    func failure(_ error: SQLiteError) -> BackupError {
        error.isDamage
            ? .damagedDatabase(path: databasePath, problem: error.reason)
            : .unreadable(path: databasePath, reason: error.reason)
    }
}
