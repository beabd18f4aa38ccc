/// Steps that bring a database from one format to the next, numbered by `PRAGMA user_version`.
struct Migrations {
    /// The step at index `n` leads from format `n` to format `n + 1`.
    let steps: [(Connection) throws(SQLiteError) -> Void]

    /// The format that the last step leads to.
    var newest: Int64 { Int64(steps.count) }

    enum Failure: Error {
        /// A version after ours wrote it.
        case newer(found: Int64, known: Int64)
        case database(SQLiteError)

        static func wrap<Value>(
            _ body: () throws(SQLiteError) -> Value
        ) throws(Failure) -> Value {
            do throws(SQLiteError) {
                return try body()
            } catch {
                throw .database(error)
            }
        }
    }

    /// Runs what is missing in one transaction: a crash or an error in the middle leaves the
    /// database as it was.
    func run(on connection: Connection) throws(Failure) {
        try Failure.wrap { () throws(SQLiteError) in try connection.run("BEGIN IMMEDIATE") }
        defer { connection.rollBack() }
        let found = try Failure.wrap { () throws(SQLiteError) in
            try Migrations.format(of: connection)
        }
        guard found <= newest else { throw .newer(found: found, known: newest) }
        guard found < newest else { return }
        try Failure.wrap { () throws(SQLiteError) in
            for step in steps[max(0, Int(found))...] { try step(connection) }
            try connection.execute("PRAGMA user_version = \(newest)")
            try connection.run("COMMIT")
        }
    }

    static func format(of connection: Connection) throws(SQLiteError) -> Int64 {
        let statement = try connection.statement("PRAGMA user_version")
        defer { statement.reset() }
        return try statement.step() ? statement.integer(0) : 0
    }
}
