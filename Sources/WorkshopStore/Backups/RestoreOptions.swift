/// Which backup is restored, and where to.
public struct RestoreOptions: Sendable {
    /// The folder that is the backup.
    public var folder: String
    public var databasePath: String
    public var blobsPath: String
    /// Whether it may take the place of a database that is there.
    public var replaces: Bool
    /// Told now and then, on the caller's thread.
    public var progress: @Sendable (BackupProgress) -> Void

    public init(
        folder: String, databasePath: String, blobsPath: String, replaces: Bool = false,
        progress: @escaping @Sendable (BackupProgress) -> Void = { _ in }
    ) {
        self.folder = folder
        self.databasePath = databasePath
        self.blobsPath = blobsPath
        self.replaces = replaces
        self.progress = progress
    }
}
