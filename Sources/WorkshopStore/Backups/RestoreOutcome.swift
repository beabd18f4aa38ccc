/// What was restored.
public struct RestoreOutcome: Sendable, Equatable {
    public var manifest: BackupManifest
    /// Files that were not there, or not whole.
    public var restoredFiles: Int64
    /// Files that were there already.
    public var presentFiles: Int64
    /// Where the database is now that was there before.
    public var replaced: String?
}
