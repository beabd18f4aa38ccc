/// Steps that bring a database from one format to the next, numbered by `PRAGMA user_version`.
struct Migrations {
    /// The step at index `n` leads from format `n` to format `n + 1`.
    let steps: [(Connection) throws(SQLiteError) -> Void]
    /// What tells the format where the number is lost, as it is in what `sqlite3 … .dump` writes:
    /// a table that is there from a format on, the newest first.
    var landmarks: [(format: Int64, table: String)] = []

    /// The format that the last step leads to.
    var newest: Int64 { Int64(steps.count) }

    enum Failure: Error {
        /// A version after ours wrote it.
        case newer(found: Int64, known: Int64)
        /// Another program's, and why that is thought.
        case foreign(reason: String)
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

    /// Changes nothing.
    ///
    /// - Throws: what ``run(on:)`` would refuse.
    func check(_ connection: Connection) throws(Failure) {
        let (objection, found) = try Failure.wrap { () throws(SQLiteError) in
            (try OriginCheck.objection(to: connection), try Migrations.format(of: connection))
        }
        if let objection { throw .foreign(reason: objection) }
        guard found <= newest else { throw .newer(found: found, known: newest) }
    }

    /// Runs what is missing in one transaction: a crash or an error in the middle leaves the
    /// database as it was.
    func run(on connection: Connection) throws(Failure) {
        try Failure.wrap { () throws(SQLiteError) in try connection.run("BEGIN IMMEDIATE") }
        defer { connection.rollBack() }
        let found = try Failure.wrap { () throws(SQLiteError) in
            let number = try Migrations.format(of: connection)
            return number > 0 ? number : try formatByLandmark(of: connection)
        }
        guard found <= newest else { throw .newer(found: found, known: newest) }
        guard found < newest else { return }
        try Failure.wrap { () throws(SQLiteError) in
            for step in steps[max(0, Int(found))...] { try step(connection) }
            try connection.execute("PRAGMA user_version = \(newest)")
            try connection.run("COMMIT")
        }
    }

    private func formatByLandmark(of connection: Connection) throws(SQLiteError) -> Int64 {
        let select = try connection.statement(
            "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1")
        for (format, table) in landmarks {
            defer { select.reset() }
            select.bind(1, table)
            if try select.step() { return format }
        }
        return 0
    }

    static func format(of connection: Connection) throws(SQLiteError) -> Int64 {
        let statement = try connection.statement("PRAGMA user_version")
        defer { statement.reset() }
        return try statement.step() ? statement.integer(0) : 0
    }
}
