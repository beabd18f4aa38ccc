import WorkshopModel

/// Compares the format, and the tables and indexes, with what this version makes.
struct FormatCheck {
    let connection: Connection
    let now: Timestamp

    func run() throws(SQLiteError) -> FormatFinding {
        let migrations = Schema.migrations(now: now)
        let found = try Migrations.format(of: connection)
        if found > migrations.newest { return .newer(found: found, known: migrations.newest) }
        let present = try FormatCheck.names(on: connection)
        if try OriginCheck.objection(to: connection) != nil { return .foreign }
        if found < migrations.newest { return .older(found: found, known: migrations.newest) }
        let missing = try expected(migrations).subtracting(present).sorted()
        guard missing.isEmpty else { return .incomplete(missing: missing) }
        do throws(SQLiteError) {
            _ = try WriteMarks.load(from: connection)
        } catch  where error.code == SQLiteError.damaged.code {
            return .incomplete(missing: ["the row of 'workshop_state'"])
        }
        return .current(found)
    }

    /// What a database has that was made just now.
    private func expected(_ migrations: Migrations) throws(SQLiteError) -> Set<String> {
        let fresh = try Connection(path: ":memory:", stop: StopSignal(), patience: .zero)
        do throws(Migrations.Failure) {
            try migrations.run(on: fresh)
        } catch {
            switch error {
            case .database(let reason): throw reason
            case .newer, .foreign:
                preconditionFailure("a database that was made just now is none of ours")
            }
        }
        return try FormatCheck.names(on: fresh)
    }

    /// `table messages`, `index workshop_messages_ch`.
    private static func names(on connection: Connection) throws(SQLiteError) -> Set<String> {
        let select = try connection.statement("SELECT type, name FROM sqlite_master")
        defer { select.reset() }
        var names: Set<String> = []
        while try select.step() { names.insert("\(select.text(0)) \(select.text(1))") }
        return names
    }
}
