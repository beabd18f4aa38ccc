import WorkshopModel

/// What happens before the first thread runs: the lock, the format, what is already counted.
struct StoreOpening {
    let path: String
    let lock: DatabaseLock
    let catalog: Catalog

    init(_ configuration: StoreConfiguration, stop: StopSignal) throws(StoreOpenError) {
        let given = configuration.databasePath
        do throws(SystemError) {
            path = try DatabasePath.resolve(given)
        } catch {
            throw .database(path: given, reason: error.reason)
        }
        lock = try DatabaseLock(
            of: path, named: given, description: configuration.holderDescription)
        try StoreOpening.checkFile(at: path, named: given)
        if DamageCheck.isLogDamaged(of: path) { throw .damagedLog(path: given) }
        do throws(Migrations.Failure) {
            catalog = try StoreOpening.prepare(path, configuration, stop: stop)
        } catch {
            switch error {
            case .newer(let found, let known):
                throw .newerFormat(path: given, found: found, known: known)
            case .foreign(let reason):
                throw .foreign(path: given, reason: reason)
            case .database(let error):
                throw StoreOpenError(error, of: path, named: given)
            }
        }
    }

    /// The fewest bytes that SQLite makes a page of: it takes a shorter file for an empty one.
    private static let smallestPage: Int64 = 512

    /// What can be told without opening the file.
    private static func checkFile(
        at path: String, named given: String
    ) throws(StoreOpenError) {
        let state: FileState?
        do throws(SystemError) {
            state = try FileState(of: path)
        } catch {
            throw .database(path: given, reason: error.reason)
        }
        // Where nothing is yet, or no file, SQLite knows what to do or say.
        guard let state, state.objection == nil else { return }
        if state.size > 0, state.size < smallestPage { throw .notDatabase(path: given) }
        // Each name would have a log and a lock of its own, and neither would know the other's.
        if state.names > 1 {
            throw .database(
                path: given,
                reason: "it has \(state.names) names (hard links), and a program that uses "
                    + "another would damage it; remove all but one, or serve a copy")
        }
    }

    /// Opens, takes over and closes again: each thread has a connection of its own.
    private static func prepare(
        _ path: String, _ configuration: StoreConfiguration, stop: StopSignal
    ) throws(Migrations.Failure) -> Catalog {
        let connection = try Migrations.Failure.wrap { () throws(SQLiteError) in
            let connection = try Connection(
                path: path, stop: stop, patience: configuration.lockPatience)
            try DamageCheck.run(on: connection)
            return connection
        }
        let migrations = Schema.migrations(now: configuration.clock())
        // Whoever is refused finds the file as it was: no log is made before.
        try migrations.check(connection)
        try Migrations.Failure.wrap { () throws(SQLiteError) in try connection.useLog() }
        try migrations.run(on: connection)
        return try Migrations.Failure.wrap { () throws(SQLiteError) in
            try loadCatalog(from: connection)
        }
    }

    private static func loadCatalog(from connection: Connection) throws(SQLiteError) -> Catalog {
        let marks = try WriteMarks.load(from: connection)
        let select = try connection.statement("SELECT ch, type, messages FROM workshop_counts")
        defer { select.reset() }
        var counts: [Pair: Int64] = [:]
        while try select.step() {
            let pair = Pair(
                channel: ChannelName(unchecked: select.text(0)),
                type: MessageType(unchecked: select.text(1)))
            counts[pair, default: 0] += select.integer(2)
        }
        return Catalog(
            counts: counts, tasks: marks.tasks, committedThrough: marks.generator.last)
    }
}
