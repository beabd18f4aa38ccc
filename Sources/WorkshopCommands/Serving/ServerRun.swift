import Logging
import WorkshopModel
import WorkshopServer
import WorkshopStore

/// One run of the server, from opening the database to closing it.
struct ServerRun {
    private let options: ServeOptions
    private let descriptors: DescriptorBudget
    private let manager: ServiceManager
    private let surroundings: Surroundings
    private let logger: Logger

    init(
        _ options: ServeOptions, _ descriptors: DescriptorBudget, _ manager: ServiceManager,
        _ surroundings: Surroundings
    ) {
        self.options = options
        self.descriptors = descriptors
        self.manager = manager
        self.surroundings = surroundings
        let isForJournal = JournalStream.isStandardError(environment: surroundings.environment)
        var logger = Logger(label: "workshop") { _ in StderrLogHandler(forJournal: isForJournal) }
        logger.logLevel = options.isVerbose ? .debug : .info
        self.logger = logger
    }

    /// Serves until the process is asked to end. All is finished and closed when this returns,
    /// and when it throws nothing was started.
    func run() async throws {
        let server = Server(configuration: serverConfiguration)
        manager.tell(.status("opening '\(options.data.databasePath)'"))
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
        await withDiscardingTaskGroup { group in
            group.addTask { await Watchdog(manager, server).run() }
            await surroundings.termination()
            group.cancelAll()
        }
        logger.info("shutting down")
        manager.tell(.stopping(status: "finishing what is in hand"))
        await server.shutDown()
    }

    private var serverConfiguration: ServerConfiguration {
        var configuration = ServerConfiguration(
            listen: options.listen.addresses, inherited: options.listen.sockets,
            mesh: options.mesh.meshGuard, browser: options.browser,
            maximumFileSize: options.maximumFileSize, descriptors: descriptors,
            version: Version.current, logger: logger, clock: surroundings.now)
        configuration.storageChanged = { [manager] trouble in
            let status = trouble.map { "cannot store what is sent: \($0.reason)" }
            manager.tell(.status(status ?? "serving"))
        }
        return configuration
    }

    private var storeConfiguration: StoreConfiguration {
        StoreConfiguration(
            databasePath: options.data.databasePath, blobsPath: options.data.blobsPath,
            retentionDays: options.retentionDays, durability: options.durability,
            maximumFileSize: options.maximumFileSize, openFiles: descriptors.files,
            holderDescription: (options.listen.addresses + options.listen.sockets.map(\.address))
                .map { "\($0)" }.joined(separator: ", "),
            clock: surroundings.now)
    }

    private func tell(_ addresses: [ListenAddress]) {
        let places = addresses.map { "\($0)" }.joined(separator: ", ")
        manager.tell(.ready(status: "serving on \(places)"))
        for address in addresses { logger.info("listening on \(address)") }
        if options.listen.isOverruled {
            logger.notice("the sockets that were given (LISTEN_FDS) stand in for --listen")
        }
        logger.info(
            "workshop \(Version.current) serves '\(options.data.databasePath)' and the files in '\(options.data.blobsPath)'"
        )
        if let warning = options.mesh.warning(on: MachineAddresses.current) {
            logger.warning("\(warning)")
        }
        logger.info("\(options.mesh.sentence)")
    }
}
