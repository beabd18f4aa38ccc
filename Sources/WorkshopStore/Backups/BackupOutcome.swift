/// What was backed up, and how.
public struct BackupOutcome: Sendable, Equatable {
    public var manifest: BackupManifest
    /// How long the copy of the database took: as long, its log could not begin anew.
    public var snapshot: Duration
    /// Bytes by which the file of the log grew meanwhile.
    public var logGrowth: Int64
    public var files: BackedUpFiles
}
