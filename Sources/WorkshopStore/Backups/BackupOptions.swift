public import WorkshopModel

/// What is backed up, and where.
public struct BackupOptions: Sendable {
    /// The folder that is the backup, or will be.
    public var folder: String
    public var databasePath: String
    public var blobsPath: String
    /// Whether to read again what an earlier backup has verified.
    public var verifies: Bool
    /// Told to those who restore it.
    public var program: String
    /// The wall clock.
    public var clock: @Sendable () -> Timestamp
    /// Told now and then, on the caller's thread.
    public var progress: @Sendable (BackupProgress) -> Void
    /// A lock on the database that is held longer is told of.
    var lockMilliseconds = 5_000
    /// Whether the file system is asked to swap two folders in one step.
    var exchanges = true

    public init(
        folder: String, databasePath: String, blobsPath: String, verifies: Bool = false,
        program: String, clock: @escaping @Sendable () -> Timestamp,
        progress: @escaping @Sendable (BackupProgress) -> Void = { _ in }
    ) {
        self.folder = folder
        self.databasePath = databasePath
        self.blobsPath = blobsPath
        self.verifies = verifies
        self.program = program
        self.clock = clock
        self.progress = progress
    }
}
