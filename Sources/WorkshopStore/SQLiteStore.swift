import Synchronization
public import WorkshopModel

/// A store in one SQLite database and one folder of files.
///
/// One thread writes, a few read, one moves the write-ahead log, a few handle files; callers wait
/// for none of them (invariant 6).
public final class SQLiteStore: Store {
    private static let readerCount = 3

    private let configuration: StoreConfiguration
    public let measures = StoreMeasures()
    private let lock: DatabaseLock
    private let room: RoomMeasure
    private let catalog: Catalog
    private let files: FileBlobs
    private let stop = StopSignal()
    private let queue = WriteQueue()
    private let health: StorageHealth
    private let readers: ReaderPool
    private let checkpointer: Checkpointer
    /// The writer, the readers and the checkpointer, in the order in which they end.
    private let threads: Mutex<[WorkerThread]>
    private let isOpen = Atomic(true)

    /// Takes the database over, makes what is missing and starts the threads.
    ///
    /// - Parameter observer: told of every commit, on the writer's thread.
    public init(
        _ configuration: StoreConfiguration, observer: any StoreObserver
    ) throws(StoreOpenError) {
        self.configuration = configuration
        health = StorageHealth(clock: configuration.clock, observer: observer)
        readers = ReaderPool(health: health)
        checkpointer = Checkpointer(health: health)
        let opening = try StoreOpening(configuration, stop: stop)
        lock = opening.lock
        room = RoomMeasure(databasePath: opening.path, blobsPath: configuration.blobsPath)
        catalog = opening.catalog
        files = try FileBlobs(
            path: configuration.blobsPath, maximumFileSize: configuration.maximumFileSize,
            openFiles: configuration.openFiles, health: health)
        let staff = StoreStaff(
            path: opening.path, configuration: configuration, catalog: opening.catalog,
            stop: stop, queue: queue, readers: readers, checkpointer: checkpointer,
            files: files, health: health, measures: measures)
        threads = Mutex([])
        do throws(SQLiteError) {
            try hire(staff, observer: observer)
        } catch {
            close()
            throw StoreOpenError(error, of: opening.path, named: configuration.databasePath)
        }
    }

    private func hire(_ staff: StoreStaff, observer: any StoreObserver) throws(SQLiteError) {
        let writer = try staff.startWriter(observer: observer)
        threads.withLock { $0.append(writer) }
        for number in 1...SQLiteStore.readerCount {
            let reader = try staff.startReader(number)
            threads.withLock { $0.append(reader) }
        }
        let checkpointer = try staff.startCheckpointer()
        threads.withLock { $0.append(checkpointer) }
    }

    deinit {
        close()
    }

    /// The writer first, so that what was submitted is stored; the checkpointer last, so that
    /// nobody holds the log when it empties it.
    public func close() {
        guard isOpen.exchange(false, ordering: .acquiringAndReleasing) else { return }
        stop.raise()
        queue.close()
        let threads = threads.withLock { $0 }
        threads.first?.join()
        readers.close()
        for reader in threads.dropFirst().prefix(SQLiteStore.readerCount) { reader.join() }
        checkpointer.close()
        for thread in threads.dropFirst(1 + SQLiteStore.readerCount) { thread.join() }
        files.close()
        lock.release()
    }
}

extension SQLiteStore {
    public func publish(
        _ draft: MessageDraft, retry: Retry<Message>?,
        completion: @escaping Completion<Answer<Message>>
    ) {
        queue.submit(.publish(draft, retry, completion))
    }

    public func createTask(
        _ draft: TaskDraft, retry: Retry<TaskRecord>?,
        completion: @escaping Completion<Answer<TaskRecord>>
    ) {
        queue.submit(.createTask(draft, retry, completion))
    }

    public func perform(
        _ request: TaskRequest, retry: Retry<TaskReceipt>?,
        completion: @escaping Completion<Answer<TaskReceipt>>
    ) {
        queue.submit(.perform(request, retry, completion))
    }

    public func claimNext(
        _ request: NextTaskRequest, retry: Retry<TaskRecord>?, ticket: ClaimTicket?,
        completion: @escaping Completion<Answer<TaskRecord>?>
    ) {
        queue.submit(
            .claimNext(
                ClaimWish(
                    request: request, retry: retry, ticket: ticket, completion: completion)))
    }

    public func beat(_ beat: PresenceBeat, completion: @escaping Completion<[InterruptNotice]>) {
        queue.submit(.beat(beat, completion))
    }

    public func prune(completion: @escaping Completion<Int>) {
        let now = configuration.clock()
        let kept = Int64(configuration.retentionDays) * 86_400_000
        queue.submit(
            .prune(
                Retention(
                    messagesBefore: kept > 0 ? now.adding(milliseconds: -kept) : nil,
                    heartbeatsBefore: now.adding(
                        milliseconds: -Limits.presenceKeptMilliseconds),
                    keysBefore: now.adding(milliseconds: -Limits.idempotencyMilliseconds),
                    completion: completion)))
    }
}

extension SQLiteStore {
    public var committedThrough: ULID { catalog.committedThrough }

    public var storageTrouble: StorageTrouble? { health.trouble }

    public func pulse(_ answer: @escaping @Sendable () -> Void) { queue.askForPulse(answer) }

    public var blobs: any Blobs { files }

    public func streamPage(
        _ request: StreamPageRequest, begins: @escaping @Sendable () -> Void,
        completion: @escaping Completion<StreamPage>
    ) {
        readers.submit(completion) { reader throws(SQLiteError) in
            begins()
            return try reader.streamPage(request)
        }
    }

    public func history(
        _ query: HistoryQuery, byteLimit: Int, completion: @escaping Completion<HistoryPage>
    ) {
        readers.history(HistoryPick(query), byteLimit: byteLimit, completion: completion)
    }

    public func history(
        continuing rest: HistoryRest, byteLimit: Int,
        completion: @escaping Completion<HistoryPage>
    ) {
        readers.submit(completion) { reader throws(SQLiteError) in
            try reader.historyPage(rest, byteLimit: byteLimit)
        }
    }

    public func channels(completion: @escaping Completion<[ChannelSummary]>) {
        readers.channels(catalog.channels[...], completion: completion)
    }

    public func tasks(
        _ query: TaskListQuery, byteLimit: Int, completion: @escaping Completion<TaskPage>
    ) {
        readers.submit(completion) { reader throws(SQLiteError) in
            try reader.tasks(query, byteLimit: byteLimit)
        }
    }

    public func tasks(
        continuing rest: TaskPage.Rest, byteLimit: Int, completion: @escaping Completion<TaskPage>
    ) {
        readers.submit(completion) { reader throws(SQLiteError) in
            try reader.tasks(continuing: rest, byteLimit: byteLimit)
        }
    }

    public func task(_ id: String, completion: @escaping Completion<TaskRecord>) {
        let answer: Completion<TaskRecord?> = { found in
            completion(
                found.flatMap { task in
                    task.map { .success($0) } ?? .failure(.unknownTask(id))
                })
        }
        readers.submit(answer) { reader throws(SQLiteError) in try reader.task(id) }
    }

    public func presence(byteLimit: Int, completion: @escaping Completion<PresencePage>) {
        readers.submit(completion) { reader throws(SQLiteError) in
            try reader.presence(byteLimit: byteLimit)
        }
    }

    public func presence(
        continuing rest: PresencePage.Rest, byteLimit: Int,
        completion: @escaping Completion<PresencePage>
    ) {
        readers.submit(completion) { reader throws(SQLiteError) in
            try reader.presence(continuing: rest, byteLimit: byteLimit)
        }
    }

    public func counts(completion: @escaping Completion<StoreCounts>) {
        readers.submit(completion) { reader throws(SQLiteError) in try reader.counts() }
    }

    public func figures(completion: @escaping Completion<StoreFigures>) {
        readers.submit(completion) { [room] reader throws(SQLiteError) in
            try reader.figures(room)
        }
    }
}
