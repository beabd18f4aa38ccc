import WorkshopModel

/// What a copied database holds, after every page of it was looked at.
struct DatabaseFacts {
    var newest: ULID
    var messages: Int64
    var tasks: Int64

    /// - Parameters:
    ///   - path: of the copy, which nobody else knows of.
    ///   - bytes: that it has.
    init(of path: String, bytes: Int64, _ options: BackupOptions) throws(BackupError) {
        let database = try options.reading { () throws(SQLiteError) in
            try InspectedDatabase(path: path, atRest: true, lockMilliseconds: 0)
        }
        let integrity = try options.reading { () throws(SQLiteError) in
            let check = IntegrityCheck(
                database: database, path: path,
                progress: {
                    let read = min(database.bytesRead, bytes)
                    options.progress(BackupProgress(step: .check, bytes: read, total: bytes))
                }, mostLogGrowth: .max)
            return try check.run(bytes: bytes)
        }
        if case .damaged(let problems) = integrity {
            throw .damagedDatabase(
                path: options.databasePath, problem: problems.joined(separator: "; "))
        }
        let now = options.clock()
        let format = try options.reading { () throws(SQLiteError) in
            try FormatCheck(connection: database.connection, now: now).run()
        }
        let isTakenOver = try DatabaseFacts.isTakenOver(format, options.databasePath)
        let facts = try options.reading { () throws(SQLiteError) in
            try DatabaseFacts(on: database.connection, isTakenOver: isTakenOver, now: now)
        }
        guard let facts else {
            throw .unknownDatabase(path: options.databasePath, reason: "it is empty")
        }
        self = facts
    }

    /// Whether it has our own tables beside those of the earlier implementation.
    private static func isTakenOver(
        _ format: FormatFinding, _ path: String
    ) throws(BackupError) -> Bool {
        switch format {
        case .current: return true
        case .older(let found, _): return found > 0
        case .newer(let found, let known):
            throw .unknownDatabase(
                path: path,
                reason: "it has format \(found), this workshop knows formats up to \(known)")
        case .foreign:
            throw .unknownDatabase(path: path, reason: "it is no database of workshop's")
        case .incomplete(let missing):
            throw .damagedDatabase(
                path: path, problem: "not there: \(missing.joined(separator: ", "))")
        }
    }

    /// `nil` for a database of which nothing was made yet.
    private init?(
        on connection: Connection, isTakenOver: Bool, now: Timestamp
    ) throws(SQLiteError) {
        let tables = try connection.number(
            "SELECT count(*) FROM sqlite_schema WHERE name IN ('messages', 'tasks')")
        guard tables == 2 else { return nil }
        newest =
            isTakenOver
            ? try WriteMarks.load(from: connection).generator.last
            : try Schema.newestID(on: connection, now: now)
        messages = try connection.number("SELECT count(*) FROM messages")
        tasks = try connection.number("SELECT count(*) FROM tasks")
    }
}
