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
        if DamageCheck.isLogDamaged(of: path) { throw .damagedLog(path: given) }
        do throws(Migrations.Failure) {
            catalog = try StoreOpening.prepare(path, configuration, stop: stop)
        } catch {
            switch error {
            case .newer(let found, let known):
                throw .newerFormat(path: given, found: found, known: known)
            case .database(let error):
                throw StoreOpenError(error, of: path, named: given)
            }
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
            try connection.useLog()
            return connection
        }
        try Schema.migrations(now: configuration.clock()).run(on: connection)
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
