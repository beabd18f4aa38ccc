import CSQLite
import Glibc

/// Gives a database that is replaced another name, so that what was in it is not lost.
///
/// A log that stayed behind would be taken for that of the new database, and the old one without
/// its log would not be whole. So SQLite first moves the log into it; where it cannot, because it
/// is damaged, both move, the database first.
struct ReplacedDatabase {
    /// Names that are tried.
    private static let mostNames = 1_000

    /// Resolved; its lock is held.
    let path: String

    /// A database without a log gets its second name while it keeps the first, which the new one
    /// then takes: at no moment is there none. Otherwise there is none for a moment, and nothing
    /// is lost in it.
    ///
    /// - Returns: the new name; `nil` where there was nothing.
    func moveAside() throws(SystemError) -> String? {
        let isThere = try FileState(of: path) != nil
        if isThere { takeInLog() }
        let hasLog = try FileState(of: "\(path)-wal") != nil
        guard isThere || hasLog else { return nil }
        let aside = try freeName()
        if isThere, !hasLog, link(path, aside) == 0 { return aside }
        if isThere { try move(path, aside) }
        if hasLog { try move("\(path)-wal", "\(aside)-wal") }
        // Made anew by whoever opens it.
        unlink("\(path)-shm")
        return aside
    }

    /// The last connection that closes removes the log when it has moved all of it.
    private func takeInLog() {
        // What cannot be moved stays where it is, and is moved aside with it.
        let connection = try? Connection(path: path, stop: StopSignal(), patience: .seconds(1))
        _ = try? connection?.checkpoint(SQLITE_CHECKPOINT_TRUNCATE)
    }

    private func move(_ from: String, _ to: String) throws(SystemError) {
        guard rename(from, to) == 0 else { throw SystemError.last }
    }

    private func freeName() throws(SystemError) -> String {
        for number in 1...ReplacedDatabase.mostNames {
            let name = path + ".replaced" + (number == 1 ? "" : "-\(number)")
            if try FileState(of: name) == nil, try FileState(of: "\(name)-wal") == nil {
                return name
            }
        }
        throw SystemError(EEXIST)
    }
}
