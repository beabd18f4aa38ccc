import Foundation
import Testing
import WorkshopModel

@testable import WorkshopStore

@Suite("Databases of the earlier implementation")
struct TakeOverTests {
    @Test("are taken over and served whole")
    func wholeDatabase() async throws {
        let folder = try TemporaryFolder()
        try LegacyDatabase.make(in: folder, messages: 1_000)
        let store = try TestStore(in: folder)
        let newest = LegacyDatabase.id(999, of: 1_000)
        #expect(store.store.committedThrough == newest)
        #expect(try await store.counts() == StoreCounts(messages: 1_000, tasks: 3, agentsLive: 0))
        #expect(
            try await store.replay(after: .zero).map(\.id)
                == (0..<1_000).map { LegacyDatabase.id($0, of: 1_000) })
        let channels = try await store.ask { $0.channels(completion: $1) }
        #expect(channels.map(\.channel.text) == ["general", "rare"])
        #expect(channels.map(\.messages) == [750, 250])
        #expect(channels[0].lastID == newest.text)
        for status in TaskStatus.allCases {
            let task = try await store.task(LegacyDatabase.taskID(status.rawValue))
            #expect(task.status == status)
            #expect(task.createdAt.milliseconds == 1_500)
        }
        #expect(try await store.publish().id > newest)
    }

    @Test("a task claimed then can be finished now")
    func oldClaim() async throws {
        let folder = try TemporaryFolder()
        try LegacyDatabase.make(in: folder, messages: 1)
        let store = try TestStore(in: folder)
        let id = LegacyDatabase.taskID("claimed")
        try await store.perform(.done(result: .emptyObject, files: []), on: id, by: "ann")
        #expect(try await store.task(id).status == .done)
    }

    @Test("their tables keep their columns, and inserts without names go on working")
    func columns() throws {
        let folder = try TemporaryFolder()
        try LegacyDatabase.make(in: folder, messages: 3)
        let raw = try RawDatabase(folder.file("workshop.db"))
        let tables = ["messages", "tasks", "presence"]
        let before = try tables.map { try raw.rows("PRAGMA table_info(\($0))") }
        let store = try TestStore(in: folder)
        #expect(try tables.map { try raw.rows("PRAGMA table_info(\($0))") } == before)
        let fresh = try TestStore()
        #expect(try tables.map { try fresh.raw().rows("PRAGMA table_info(\($0))") } == before)
        try raw.execute("INSERT INTO messages VALUES('x',1,'a','c','t',1,'{}','[]',NULL)")
        try raw.execute(
            "INSERT INTO tasks VALUES('x',1,1,'a',NULL,NULL,NULL,'open','t','{}',NULL,'[]','c')")
        try raw.execute("INSERT INTO presence VALUES('a',1,'[]','{}')")
        let old = try raw.rows("SELECT name FROM sqlite_master WHERE name LIKE 'idx_%'")
        #expect(old.isEmpty)
        store.store.close()
    }

    @Test("ids that are far in the future do not become the mark")
    func futureIDs() async throws {
        let folder = try TemporaryFolder()
        let raw = try RawDatabase(folder.file("workshop.db"))
        try raw.execute(LegacyDatabase.schema)
        let near = ULID(firstOf: TestClock.start.adding(milliseconds: TestClock.day))
        let far = ULID(firstOf: TestClock.start.adding(milliseconds: TestClock.day + 1))
        for id in [near.text, far.text, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "OLDMSG123", "01abc"] {
            try raw.insertMessage(id: id)
        }
        let store = try TestStore(in: folder)
        #expect(store.store.committedThrough == near)
        #expect(try await store.publish().id == near.successor)
        #expect(try await store.replay(after: .zero).count == 2)
    }

    @Test("a migration that fails leaves the database as it was")
    func failingMigration() throws {
        let folder = try TemporaryFolder()
        try LegacyDatabase.make(in: folder, messages: 5)
        let path = folder.file("workshop.db")
        let raw = try RawDatabase(path)
        let before = try raw.rows("SELECT name, sql FROM sqlite_master ORDER BY name")
        let connection = try Connection(
            path: path, stop: StopSignal(), patience: .seconds(60))
        func fails(_ connection: Connection) throws(SQLiteError) {
            try connection.execute("INSERT INTO nothing VALUES(1)")
        }
        let steps = Schema.migrations(now: TestClock.start).steps + [fails]
        #expect(throws: Migrations.Failure.self) {
            try Migrations(steps: steps).run(on: connection)
        }
        #expect(try raw.rows("SELECT name, sql FROM sqlite_master ORDER BY name") == before)
        #expect(try raw.value("PRAGMA user_version") == "0")
    }

    @Test("a database of a newer format is refused and not touched")
    func newerFormat() throws {
        let folder = try TemporaryFolder()
        let raw = try RawDatabase(folder.file("workshop.db"))
        try raw.execute("PRAGMA user_version = 7")
        let path = folder.file("workshop.db")
        #expect(throws: StoreOpenError.newerFormat(path: path, found: 7, known: 2)) {
            try TestStore(in: folder)
        }
        #expect(try raw.rows("SELECT * FROM sqlite_master").isEmpty)
    }

    @Test(
        "a database of another program is refused and not touched",
        arguments: [
            ("CREATE TABLE birds(name)", "it has no table 'messages'"),
            ("CREATE TABLE messages(id, text)", "its table 'messages' has no column 'ts'"),
            ("CREATE TABLE birds(name); PRAGMA user_version = 7", "it has no table 'messages'"),
        ])
    func foreign(sql: String, reason: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("workshop.db")
        try RawDatabase(path).execute(sql)
        let bytes = try Data(contentsOf: URL(filePath: path))
        #expect(throws: StoreOpenError.foreign(path: path, reason: reason)) {
            try TestStore(in: folder)
        }
        #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
        #expect(try folder.names(in: "").allSatisfy { !$0.hasSuffix("-wal") })
    }

    @Test("a file too short for a database is refused and not touched", arguments: [1, 511])
    func short(bytes: Int) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("workshop.db")
        let text = String(repeating: "x", count: bytes)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: StoreOpenError.notDatabase(path: path)) { try TestStore(in: folder) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }

    @Test("an empty file becomes one")
    func empty() async throws {
        let folder = try TemporaryFolder()
        try "".write(toFile: folder.file("workshop.db"), atomically: true, encoding: .utf8)
        try await TestStore(in: folder).publish()
    }

    @Test("what is no database is refused with a sentence")
    func noDatabase() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("workshop.db")
        try String(repeating: "no database ", count: 100)
            .write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: StoreOpenError.notDatabase(path: path)) {
            try TestStore(in: folder)
        }
    }

    @Test("a folder that is not there is named")
    func noFolder() throws {
        let error = #expect(throws: StoreOpenError.self) {
            try TestStore { $0.databasePath = "/nowhere/at/all.db" }
        }
        #expect(
            error?.message
                == "cannot open database '/nowhere/at/all.db': no such file or directory")
    }
}
