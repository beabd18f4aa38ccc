/// Why a backup was not made, or not restored; what was there before is as it was.
public enum BackupError: Error, Sendable, Equatable {
    case noDatabase(path: String)
    case noBackup(path: String)
    /// The folder has something in it that is no backup's.
    case notABackup(path: String, reason: String)
    /// The backup would replace what it is made of, or what is restored.
    case insideData(path: String, of: String)
    /// Another backup into the same folder is under way, or it is being restored.
    case busy(path: String, DatabaseHolder)
    /// A server, or somebody like it, has the database that would be replaced.
    case held(path: String, DatabaseHolder)
    /// There is a database, and nobody said that it may be replaced.
    case exists(path: String)
    case unreadable(path: String, reason: String)
    case unwritable(path: String, reason: String)
    /// The disk has less room than what is restored takes.
    case noRoom(path: String, needed: Int64, available: Int64)
    /// The pages of the server's database make no sense.
    case damagedDatabase(path: String, problem: String)
    /// It is sound, and none that this version can back up.
    case unknownDatabase(path: String, reason: String)
    /// The copy took so long that the server's log has outgrown its bound.
    case logGrown(path: String, bytes: Int64)
    /// What a backup holds is not what it says it holds.
    case damagedBackup(path: String, reason: String)
}

extension BackupError {
    static func reading(_ path: String, _ error: SystemError) -> BackupError {
        .unreadable(path: path, reason: error.reason)
    }

    static func writing(_ path: String, _ error: SystemError) -> BackupError {
        .unwritable(path: path, reason: error.reason)
    }
}
