import CLogFile
import Testing

/// What is written through the gathered log is what SQLite meant to write, as a connection sees it
/// that knows nothing of it.
@Suite struct LogFileTests {
    private let folder: TemporaryFolder
    private let writer: RawDatabase
    private let other: RawDatabase

    init() throws { try self.init(pageSize: 4_096) }

    private init(pageSize: Int) throws {
        folder = try TemporaryFolder()
        let path = folder.file("log.db")
        writer = try RawDatabase(path, vfs: String(cString: #require(workshop_log_vfs())))
        try writer.execute(
            """
            PRAGMA page_size = \(pageSize);
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA wal_autocheckpoint = 0;
            CREATE TABLE rows(number INTEGER PRIMARY KEY, bytes BLOB);
            """)
        other = try RawDatabase(path)
    }

    /// Rows of a page each and more, in one statement.
    private func insert(_ count: Int, bytes: Int = 4_000) throws {
        try writer.execute(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
            INSERT INTO rows(bytes) SELECT randomblob(\(bytes)) FROM n
            """)
    }

    private func expectWhole(rows: Int, sourceLocation: SourceLocation = #_sourceLocation) throws {
        for database in [writer, other] {
            let count = try database.value("SELECT count(*) FROM rows")
            #expect(count == "\(rows)", sourceLocation: sourceLocation)
            let verdict = try database.value("PRAGMA integrity_check")
            #expect(verdict == "ok", sourceLocation: sourceLocation)
        }
    }

    @Test func `others see a commit as soon as it has returned`() throws {
        for rows in 1...20 {
            try insert(1, bytes: 100)
            #expect(try other.value("SELECT count(*) FROM rows") == "\(rows)")
        }
        try expectWhole(rows: 20)
    }

    @Test(arguments: [28, 29, 30, 31, 200])
    func `a transaction of more frames than are gathered is whole`(pages: Int) throws {
        try insert(pages)
        try expectWhole(rows: pages)
    }

    @Test func `a transaction reads what it has spilled`() throws {
        try writer.execute("PRAGMA cache_size = 10; BEGIN")
        try insert(300)
        try writer.execute("UPDATE rows SET bytes = randomblob(5000) WHERE number % 7 = 0")
        #expect(try writer.value("SELECT count(*) FROM rows WHERE length(bytes) = 5000") == "42")
        #expect(try other.value("SELECT count(*) FROM rows") == "0")
        try writer.execute("COMMIT")
        try expectWhole(rows: 300)
    }

    @Test func `what was rolled back is overwritten by what comes next`() throws {
        try writer.execute("PRAGMA cache_size = 10; BEGIN")
        try insert(300)
        try writer.execute("ROLLBACK")
        try insert(3)
        try expectWhole(rows: 3)
    }

    @Test func `the log is begun anew, moved and emptied`() throws {
        for (round, mode) in ["RESTART", "PASSIVE", "TRUNCATE", "RESTART"].enumerated() {
            try insert(50)
            let moved = try writer.rows("PRAGMA wal_checkpoint(\(mode))")
            #expect(moved.first?.first == "0")
            try insert(50)
            try expectWhole(rows: 100 * (round + 1))
        }
    }

    @Test func `frames of the largest pages are gathered one at a time`() throws {
        let large = try LogFileTests(pageSize: 65_536)
        try large.insert(20, bytes: 60_000)
        try large.expectWhole(rows: 20)
    }
}
