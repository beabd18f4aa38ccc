import Foundation
import Synchronization
import Testing
import WorkshopModel

@testable import WorkshopStore

/// What a backup holds, and what it takes the place of.
@Suite struct BackupTests {
    @Test func `a backup beside a store has all that was answered`() async throws {
        let store = try TestStore()
        try await store.fill()
        let lines = try await store.history(HistoryQuery(extent: .last(1_000)))
        let outcome = try store.folder.backUp()
        #expect(outcome.manifest.messages == Int64(lines.count))
        #expect(outcome.manifest.tasks == 3)
        #expect(outcome.files.count == 1)
        #expect(
            try store.folder.names(in: "backup") == ["backup.json", "blobs", "workshop.db"])
        let elsewhere = try TemporaryFolder()
        try store.folder.restore(to: elsewhere)
        #expect(try Inspected(elsewhere).notable.isEmpty)
        let restored = try TestStore(in: elsewhere)
        #expect(try await restored.history(HistoryQuery(extent: .last(1_000))) == lines)
        let next = try await restored.publish()
        #expect(next.id > outcome.manifest.newest)
    }

    @Test func `a backup without a store leaves nothing beside the database`() async throws {
        let folder = try await Self.filledFolder()
        let before = try folder.names(in: ".")
        try folder.backUp()
        #expect(try folder.names(in: ".") == (before + [".backup.lock", "backup"]).sorted())
    }

    @Test func `what a dead store has left in its log is in the backup`() async throws {
        let store = try TestStore()
        try await store.fill()
        let killed = try TemporaryFolder()
        for name in ["workshop.db", "workshop.db-wal", "blobs"] {
            try FileManager.default.copyItem(
                atPath: store.folder.file(name), toPath: killed.file(name))
        }
        #expect(try killed.backUp().manifest == store.folder.backUp().manifest)
    }

    @Test(arguments: [true, false])
    func `the next backup takes the place of the one before`(_ exchanges: Bool) async throws {
        let store = try TestStore()
        let hash = try await store.put("abc").hash.text
        try store.folder.backUp { $0.exchanges = exchanges }
        let inode = try store.folder.inode(of: "backup/blobs/\(hash)")
        try await store.put("abd")
        try await store.publish()
        let outcome = try store.folder.backUp { $0.exchanges = exchanges }
        #expect(outcome.manifest.messages == 1)
        #expect(outcome.files.unchanged == 1)
        #expect(outcome.files.linked == 1)
        #expect(try store.folder.inode(of: "backup/blobs/\(hash)") == inode)
        #expect(
            try store.folder.names(in: ".").filter { $0.contains("backup") }
                == [".backup.lock", "backup"])
    }

    @Test func `a database of the earlier implementation is backed up as it is`() throws {
        let folder = try TemporaryFolder()
        try LegacyDatabase.make(in: folder, messages: 5)
        try FileManager.default.createDirectory(
            atPath: folder.file("blobs"), withIntermediateDirectories: true)
        let manifest = try folder.backUp().manifest
        #expect(manifest.messages == 5)
        #expect(manifest.newest == LegacyDatabase.id(4, of: 5))
    }

    @Test func `others may write while the pages are copied, and it is one moment's`()
        async throws
    {
        let store = try TestStore()
        try await Self.enlarge(store)
        let path = store.folder.file("workshop.db")
        let written = Atomic(0)
        let options = store.folder.backupOptions {
            $0.progress = { progress in
                guard progress.step == .database else { return }
                written.add(1, ordering: .relaxed)
                try? RawDatabase(path).execute(
                    """
                    BEGIN; INSERT INTO presence(agent_id, last_seen) VALUES('\(UUID())', 1);
                    UPDATE messages SET ts = ts + 1; COMMIT;
                    """)
            }
        }
        let figures = try DatabaseSnapshot(
            path: options.databasePath, target: store.folder.file("copy"), options: options
        ).run()
        #expect(written.load(ordering: .relaxed) > 1)
        #expect(figures.logGrowth > 0)
        let copy = try RawDatabase(store.folder.file("copy"))
        #expect(try copy.value("PRAGMA integrity_check") == "ok")
        #expect(try copy.value("SELECT count(*) FROM presence") == "0")
    }

    @Test func `a log that outgrows its bound ends the copy`() async throws {
        let store = try TestStore()
        try await Self.enlarge(store)
        let path = store.folder.file("workshop.db")
        let options = store.folder.backupOptions {
            $0.progress = { _ in
                try? RawDatabase(path).execute(
                    "INSERT INTO presence VALUES('\(UUID())', 1, zeroblob(20000000), '')")
            }
        }
        let snapshot = DatabaseSnapshot(
            path: options.databasePath, target: store.folder.file("copy"), options: options,
            leastLogGrowth: 0)
        let error = #expect(throws: BackupError.self) { try snapshot.run() }
        guard case .logGrown = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    /// More pages than are copied in one step.
    private static func enlarge(_ store: TestStore) async throws {
        let text = String(repeating: "x", count: 900_000)
        for _ in 0..<12 { try await store.publish(body: #"{"text":"\#(text)"}"#) }
    }

    static func filledFolder() async throws -> TemporaryFolder {
        let store = try TestStore()
        try await store.fill()
        store.store.close()
        return store.folder
    }
}
