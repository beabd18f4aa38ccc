/// Notices that somebody else has committed to the database, at the cost of reading one number.
///
/// `PRAGMA data_version` changes on a connection exactly when another one has committed. The
/// store's other connections never do, so it was a person or a script.
struct ForeignCommits {
    /// Whether there was one since it was last dealt with.
    private(set) var arePending = true
    private var version: Int64

    /// Begins with the assumption that there was one: nobody watched while no store ran.
    init(on connection: Connection) throws(SQLiteError) {
        version = try ForeignCommits.version(on: connection)
    }

    mutating func look(on connection: Connection) throws(SQLiteError) {
        let found = try ForeignCommits.version(on: connection)
        if found != version { arePending = true }
        version = found
    }

    mutating func areDealtWith() { arePending = false }

    private static func version(on connection: Connection) throws(SQLiteError) -> Int64 {
        let statement = try connection.statement("PRAGMA data_version")
        defer { statement.reset() }
        return try statement.step() ? statement.integer(0) : 0
    }
}
