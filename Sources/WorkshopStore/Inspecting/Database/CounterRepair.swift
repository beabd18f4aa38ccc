/// Makes the counters true again where no server does.
enum CounterRepair {
    /// Holds the database meanwhile, as a server would: a server keeps the numbers in memory too.
    static func run(_ configuration: StoreConfiguration) throws(StoreOpenError) {
        let stop = StopSignal()
        let opening = try StoreOpening(configuration, stop: stop)
        defer { opening.lock.release() }
        do throws(SQLiteError) {
            let connection = try Connection(
                path: opening.path, stop: stop, patience: configuration.lockPatience)
            try connection.prepareForWriting(configuration.durability)
            let session = try WriteSession(
                connection: connection, catalog: opening.catalog, clock: configuration.clock,
                uptime: configuration.uptime)
            let recount = try CounterCheck.count(on: connection)
            try session.begin()
            session.correct(
                CounterCorrection(
                    messages: recount.messages, tasks: recount.tasks, completion: { _ in }))
            _ = try session.commit()
        } catch {
            throw StoreOpenError(
                error, of: opening.path, named: configuration.databasePath)
        }
    }
}
