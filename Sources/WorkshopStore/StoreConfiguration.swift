public import WorkshopModel

/// Where a store lives and how it behaves.
public struct StoreConfiguration: Sendable {
    /// Path of the database file; `-wal` and `-shm` stand beside it.
    public var databasePath: String
    /// Folder of the blobs; made when it is not there.
    public var blobsPath: String
    /// Messages older than this many days go; 0 keeps them for ever.
    public var retentionDays: Int
    public var durability: Durability
    /// Bytes an uploaded file may have.
    public var maximumFileSize: Int64
    /// Stored files that may be open at a time.
    public var openFiles: Int
    /// Told to a second server that finds the database held: where this one listens.
    public var holderDescription: String
    /// How long somebody else's lock on the database is waited for: people open it with `sqlite3`,
    /// and what they do for seconds must delay writes, not fail them.
    public var lockPatience = Duration.seconds(60)
    /// After how long of that it is told as a trouble of the storage.
    public var lockNotice = Duration.seconds(5)
    /// The wall clock; it may jump either way.
    public var clock: @Sendable () -> Timestamp
    /// The time since some moment in the past, by a clock that is never set: leases run by it.
    public var uptime: @Sendable () -> Duration

    public enum Durability: String, Sendable, CaseIterable {
        /// `synchronous=FULL`: what was answered survives power loss.
        case full
        /// `synchronous=NORMAL`: what was answered survives a crash of the process.
        case normal
    }

    public init(
        databasePath: String, blobsPath: String, retentionDays: Int = 30,
        durability: Durability = .full, maximumFileSize: Int64 = Limits.fileSize,
        openFiles: Int = 128, holderDescription: String = "",
        clock: @escaping @Sendable () -> Timestamp,
        uptime: @escaping @Sendable () -> Duration = Uptime.now
    ) {
        self.databasePath = databasePath
        self.blobsPath = blobsPath
        self.retentionDays = retentionDays
        self.durability = durability
        self.maximumFileSize = maximumFileSize
        self.openFiles = openFiles
        self.holderDescription = holderDescription
        self.clock = clock
        self.uptime = uptime
    }
}
