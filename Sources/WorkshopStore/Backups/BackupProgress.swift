/// How far a backup, or the restoring of one, has come.
public struct BackupProgress: Sendable, Equatable {
    public enum Step: String, Sendable {
        case database
        /// What was copied is read again.
        case check
        case files
    }

    public var step: Step
    /// Bytes of this step so far.
    public var bytes: Int64
    /// All of them; `nil` while nobody knows.
    public var total: Int64?
}
