import Foundation
import Testing

@testable import WorkshopStore

@Suite("Damage that is looked for at start")
struct DamageCheckTests {
    @Test(
        "every page of a small database is looked at, and of a larger one none",
        arguments: [
            (DamageCheck.wholePages - 1, true), (DamageCheck.wholePages, true),
            (DamageCheck.wholePages + 1, false),
        ])
    func size(pages: Int64, isFound: Bool) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("x.db")
        try makeDatabase(path, pages: pages)
        #expect(try finding(path) == nil)
        try garble(page: pages / 2, of: path)
        #expect(try finding(path)?.isDamage == (isFound ? true : nil))
    }

    @Test("a row that breaks a rule of its table is no damage")
    func brokenRule() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("x.db")
        try RawDatabase(path).execute(
            """
            CREATE TABLE t(a); INSERT INTO t VALUES(NULL);
            PRAGMA writable_schema = 1;
            UPDATE sqlite_schema SET sql = 'CREATE TABLE t(a NOT NULL)';
            """)
        #expect(try RawDatabase(path).value("PRAGMA quick_check") == "NULL value in t.a")
        #expect(try finding(path) == nil)
    }

    @Test(
        "a log is damaged when SQLite never wrote its head, and something is in it",
        arguments: [
            ([UInt8](repeating: 7, count: 31), false), ([UInt8](repeating: 7, count: 32), true),
            ([UInt8](repeating: 0, count: 4_096), false),
            ([0x37, 0x7F, 0x06, 0x82] + [UInt8](repeating: 1, count: 28), false),
            ([0x37, 0x7F, 0x06, 0x83] + [UInt8](repeating: 1, count: 28), false),
            ([0x37, 0x7F, 0x06, 0x84] + [UInt8](repeating: 1, count: 28), true),
        ])
    func log(bytes: [UInt8], isDamaged: Bool) throws {
        let folder = try TemporaryFolder()
        try Data(bytes).write(to: URL(filePath: folder.file("x.db-wal")))
        #expect(DamageCheck.isLogDamaged(of: folder.file("x.db")) == isDamaged)
    }

    @Test("a database that was never opened has no damaged log")
    func noLog() throws {
        #expect(!DamageCheck.isLogDamaged(of: try TemporaryFolder().file("x.db")))
    }

    /// One that has exactly so many pages, most of them a table's.
    private func makeDatabase(_ path: String, pages: Int64) throws {
        let raw = try RawDatabase(path)
        try raw.execute("BEGIN; CREATE TABLE t(a)")
        while try raw.value("PRAGMA page_count") != "\(pages)" {
            try raw.execute("INSERT INTO t VALUES(zeroblob(3900))")
        }
        try raw.execute("COMMIT")
    }

    private func garble(page: Int64, of path: String) throws {
        let file = try FileHandle(forUpdating: URL(filePath: path))
        try file.seek(toOffset: UInt64(page) * 4_096)
        try file.write(contentsOf: Data(repeating: 0xEE, count: 4_096))
        try file.close()
    }

    private func finding(_ path: String) throws -> SQLiteError? {
        let connection = try Connection(
            path: path, stop: StopSignal(), patience: .seconds(1))
        do throws(SQLiteError) {
            try DamageCheck.run(on: connection)
            return nil
        } catch {
            return error
        }
    }
}
