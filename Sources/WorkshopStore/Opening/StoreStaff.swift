/// Starts the threads that work on the database, each with a connection that it opens itself.
struct StoreStaff: Sendable {
    let path: String
    let configuration: StoreConfiguration
    let catalog: Catalog
    let stop: StopSignal
    let queue: WriteQueue
    let readers: ReaderPool
    let checkpointer: Checkpointer
    let files: FileBlobs
    let health: StorageHealth
    let measures: StoreMeasures

    func startWriter(observer: any StoreObserver) throws(SQLiteError) -> WorkerThread {
        try WorkerThread.start(name: "workshop-write") { () throws(SQLiteError) in
            let connection = try connect(gathersLog: configuration.durability == .full)
            try connection.prepareForWriting(configuration.durability)
            connection.tell(ofWaitsLongerThan: configuration.lockNotice) { [health] in
                health.writeFailed(.busy)
            }
            // Somebody else's lock is no reason to take this thread for dead.
            connection.whileWaiting { [queue] in queue.givePulse() }
            let session = try WriteSession(
                connection: connection, catalog: catalog, clock: configuration.clock,
                uptime: configuration.uptime)
            let watch = CounterWatch(readers: readers, queue: queue)
            let log = LogSize(of: connection)
            var movedPages = 0
            let writer = Writer(
                session: session, queue: queue, observer: observer, health: health,
                measures: measures
            ) { session in
                checkpointer.look(connection, pages: log.pages, movedPages: &movedPages)
                watch.look(session)
                files.probeIfTroubled()
            }
            return { writer.run() }
        }
    }

    func startReader(_ number: Int) throws(SQLiteError) -> WorkerThread {
        try WorkerThread.start(name: "workshop-read-\(number)") { () throws(SQLiteError) in
            let connection = try connect()
            try connection.prepareForReading()
            let reader = Reader(
                connection: connection, catalog: catalog, clock: configuration.clock)
            return { readers.work(with: reader) }
        }
    }

    func startCheckpointer() throws(SQLiteError) -> WorkerThread {
        try WorkerThread.start(name: "workshop-move") { () throws(SQLiteError) in
            let connection = try connect()
            try connection.prepareForCheckpoints(configuration.durability)
            return { checkpointer.work(with: connection) }
        }
    }

    private func connect(gathersLog: Bool = false) throws(SQLiteError) -> Connection {
        try Connection(
            path: path, stop: stop, patience: configuration.lockPatience, gathersLog: gathersLog)
    }
}
