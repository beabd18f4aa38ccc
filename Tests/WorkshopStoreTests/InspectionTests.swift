import Foundation
import Testing
import WorkshopModel

@testable import WorkshopStore

@Suite("An inspection of a database")
struct InspectionTests {
    @Test(
        "finds nothing wrong with a healthy one, beside its store or without",
        arguments: [true, false])
    func healthy(isServed: Bool) async throws {
        let store = try TestStore { $0.holderDescription = ":4242" }
        try await store.fill()
        if !isServed { store.store.close() }
        let inspected = try Inspected(store.folder, now: store.clock.now)
        #expect(inspected.notable == [])
        #expect(inspected.findings.map(\.check) == Finding.Check.allCases)
        let holder = isServed ? DatabaseHolder(pid: getpid(), description: ":4242") : nil
        #expect(inspected[.server] == .server(holder))
        #expect(inspected.messages?.rows == 26)
        #expect(inspected.tasks?.rows == 3)
        // Six pairs, five of announcements, and the tasks.
        #expect(inspected.counters?.compared == 12)
    }

    @Test("leaves every byte and every name as it was, at rest")
    func traceless() async throws {
        let store = try TestStore()
        try await store.fill()
        store.store.close()
        let before = try Data(contentsOf: URL(filePath: store.folder.file("workshop.db")))
        _ = try Inspected(store.folder, now: store.clock.now)
        #expect(try store.folder.names(in: "") == ["blobs", "workshop.db", "workshop.db.lock"])
        #expect(try Data(contentsOf: URL(filePath: store.folder.file("workshop.db"))) == before)
    }

    @Test("reads the log that a server which was ended hard has left, and leaves it")
    func leftLog() async throws {
        let store = try TestStore()
        try await store.fill()
        let folder = try TemporaryFolder()
        for name in ["workshop.db", "workshop.db-wal", "blobs"] {
            try FileManager.default.copyItem(
                atPath: store.folder.file(name), toPath: folder.file(name))
        }
        let log = try Data(contentsOf: URL(filePath: folder.file("workshop.db-wal")))
        let inspected = try Inspected(folder, now: store.clock.now)
        #expect(
            inspected.notable == [.log(LogFinding(bytes: Int64(log.count), isLeftover: true))])
        #expect(inspected.messages?.rows == 26)
        #expect(try Data(contentsOf: URL(filePath: folder.file("workshop.db-wal"))) == log)
    }

    @Test("notices that somebody has written meanwhile")
    func touched() async throws {
        let store = try TestStore()
        store.store.close()
        let path = store.folder.file("workshop.db")
        let database = try InspectedDatabase(path: path, atRest: true, lockMilliseconds: 0)
        #expect(database.isUntouched)
        try store.raw().insertMessage(id: "x")
        #expect(!database.isUntouched)
        #expect(try InspectedDatabase(path: path, atRest: false, lockMilliseconds: 0).isUntouched)
    }

    @Test("of none says so")
    func noDatabase() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("workshop.db")
        #expect(throws: InspectionError.noDatabase(path: path)) { try Inspected(folder) }
        #expect(throws: InspectionError.noDatabase(path: "/nowhere/at/all.db")) {
            try Inspected(folder) { $0.databasePath = "/nowhere/at/all.db" }
        }
        #expect(try folder.names(in: "") == [])
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false)
        #expect(throws: InspectionError.unreadable(path: path, reason: "is a directory")) {
            try Inspected(folder)
        }
    }

    @Test("of a path with characters that mean something in an address")
    func oddPath() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a ?b#c%20.db")
        let store = try TestStore(in: folder) { $0.databasePath = path }
        try await store.fill()
        store.store.close()
        let inspected = try Inspected(folder, now: store.clock.now) { $0.databasePath = path }
        #expect(inspected.notable == [])
        #expect(inspected.messages?.rows == 26)
    }

    @Test("tells that a file is empty, or no database, or has lost its head")
    func noDatabaseInside() async throws {
        let store = try TestStore()
        try await store.fill()
        store.store.close()
        let path = store.folder.file("workshop.db")
        let whole = try Data(contentsOf: URL(filePath: path))
        func damaged(_ bytes: Data) throws -> Inspected {
            try bytes.write(to: URL(filePath: path))
            return try Inspected(store.folder, now: store.clock.now, fixes: true)
        }
        #expect(try damaged(Data()).integrity == .empty)
        for bytes in [Data("no database ".utf8) + whole, Data(count: 100) + whole.dropFirst(100)] {
            let inspected = try damaged(bytes)
            #expect(inspected.problems == ["file is not a database"])
            #expect(inspected[.counters] == nil)
            #expect(inspected.notable.count == 1)
            #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
        }
    }

    @Test(
        "tells of pages that are lost or garbage, and mends nothing in it", arguments: [0, 1, 2, 3])
    func damagedPages(kind: Int) async throws {
        let store = try TestStore()
        for _ in 0..<50 {
            try await store.publish(body: "\"\(String(repeating: "x", count: 3_000))\"")
        }
        store.store.close()
        let path = store.folder.file("workshop.db")
        var bytes = try Data(contentsOf: URL(filePath: path))
        let middle = bytes.count / 8_192 * 4_096
        switch kind {
        case 0: bytes = bytes.prefix(middle)
        case 1: bytes = bytes.prefix(middle + 1_000)
        case 2:
            bytes.replaceSubrange(
                middle..<middle + 8_192, with: Data(repeating: 0xA5, count: 8_192))
        // The first page's content but for the head of the file: the list of tables.
        default: bytes.replaceSubrange(100..<4_096, with: Data(repeating: 0xA5, count: 3_996))
        }
        try bytes.write(to: URL(filePath: path))
        let inspected = try Inspected(store.folder, now: store.clock.now, fixes: true)
        #expect(!inspected.problems.isEmpty)
        #expect(inspected.problems.count <= 5)
        #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
    }

    @Test("that another program has locked says so")
    func locked() async throws {
        let folder = try TemporaryFolder()
        try LegacyDatabase.make(in: folder, messages: 1)
        let raw = try RawDatabase(folder.file("workshop.db"))
        // Its journal is there once it has written: then nobody may rely on the file's rest.
        try raw.execute("BEGIN EXCLUSIVE; DELETE FROM tasks")
        let inspected = try Inspected(folder) { $0.lockMilliseconds = 50 }
        #expect(
            inspected[.integrity]
                == .unanswered(.integrity, reason: "database is locked", isDamage: false))
        try raw.execute("ROLLBACK")
        #expect(try Inspected(folder).integrity?.level == .fine)
    }

    @Test("is stopped when a server's log grows too much meanwhile")
    func unfinished() async throws {
        let store = try TestStore()
        try store.raw().execute(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
            INSERT INTO messages SELECT 'id' || i, 1, 'a', 'c', 't', 1, '{}', '[]', NULL FROM n
            """)
        let path = store.folder.file("workshop.db")
        let check = IntegrityCheck(
            database: try InspectedDatabase(path: path, atRest: false, lockMilliseconds: 0),
            path: path, progress: {},
            mostLogGrowth: -1)
        #expect(try check.run(bytes: 0) == .unfinished(logGrowth: 0))
    }
}
