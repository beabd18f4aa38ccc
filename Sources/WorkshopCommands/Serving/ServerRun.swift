import Logging
import WorkshopServer
import WorkshopStore

/// One run of the server, from opening the database to closing it.
struct ServerRun {
    private let options: ServeOptions
    private let descriptors: DescriptorBudget
    private let surroundings: Surroundings
    private let logger: Logger

    init(
        _ options: ServeOptions, _ descriptors: DescriptorBudget, _ surroundings: Surroundings
    ) {
        self.options = options
        self.descriptors = descriptors
        self.surroundings = surroundings
        var logger = Logger(label: "workshop") { _ in
            StderrLogHandler(forJournal: surroundings.environment["JOURNAL_STREAM"] != nil)
        }
        logger.logLevel = options.isVerbose ? .debug : .info
        self.logger = logger
    }

    /// Serves until the process is asked to end. All is finished and closed when this returns,
    /// and when it throws nothing was started.
    func run() async throws {
        let server = Server(
            configuration: ServerConfiguration(
                listen: options.listen, mesh: options.mesh.meshGuard, browser: options.browser,
                maximumFileSize: options.maximumFileSize, descriptors: descriptors,
                version: Version.current, logger: logger, clock: surroundings.now))
        let store: SQLiteStore
        do {
            store = try SQLiteStore(storeConfiguration, observer: server.observer)
        } catch {
            await server.shutDown()
            throw error
        }
        // Last, also when listening fails: the writes in hand are finished and synced.
        defer { store.close() }
        do {
            tell(try await server.start(store: store))
        } catch let error as ListenError {
            throw CommandFailure.cannotListen(error)
        }
        await surroundings.termination()
        logger.info("shutting down")
        await server.shutDown()
    }

    private var storeConfiguration: StoreConfiguration {
        StoreConfiguration(
            databasePath: options.data.databasePath, blobsPath: options.data.blobsPath,
            retentionDays: options.retentionDays, durability: options.durability,
            maximumFileSize: options.maximumFileSize, openFiles: descriptors.files,
            holderDescription: options.listen.map { "\($0)" }.joined(separator: ", "),
            clock: surroundings.now)
    }

    private func tell(_ addresses: [ListenAddress]) {
        for address in addresses { logger.info("listening on \(address)") }
        logger.info(
            "workshop \(Version.current) serves '\(options.data.databasePath)' and the files in '\(options.data.blobsPath)'"
        )
        if let warning = options.mesh.warning(on: MachineAddresses.current) {
            logger.warning("\(warning)")
        }
        logger.info("\(options.mesh.sentence)")
    }
}
