import Glibc
import WorkshopModel

/// Looks for damage before anything is served, as far as that takes no time to speak of: the
/// rest is found by whoever reads it.
enum DamageCheck {
    /// Pages up to which every one is looked at: about 30 ms.
    static let wholePages: Int64 = 512

    /// - Throws: `SQLITE_CORRUPT` for damage.
    static func run(on connection: Connection) throws(SQLiteError) {
        guard try pages(of: connection) <= wholePages else { return }
        let check = try connection.statement("PRAGMA quick_check(1)")
        defer { check.reset() }
        while try check.step() {
            // Rows that others put in may break a rule of their table: that is no damage.
            if check.text(0).hasPrefix("*** in database") { throw SQLiteError.damaged }
        }
    }

    private static func pages(of connection: Connection) throws(SQLiteError) -> Int64 {
        let select = try connection.statement("PRAGMA page_count")
        defer { select.reset() }
        return try select.step() ? select.integer(0) : 0
    }

    /// Whether the log beside a database is none that SQLite has written.
    ///
    /// SQLite takes such a log for an empty one and writes over it; but what was answered last
    /// may stand in it.
    static func isLogDamaged(of path: String) -> Bool {
        // Where it is not there or cannot be read, SQLite says why.
        guard let file = try? FileDescriptor.open(path + "-wal", O_RDONLY),
            let head = try? file.read(at: 0, count: 32), head.count == 32
        else { return false }
        // After a power cut a log of which nothing was synced may be all zeros.
        if head.allSatisfy({ $0 == 0 }) { return false }
        let magic = head.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return magic & ~1 != 0x377F_0682
    }
}
