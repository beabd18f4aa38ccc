import Foundation
import Testing
import WorkshopModel

@testable import WorkshopStore

/// What is restored, what stands in its way, and what becomes of what was there.
@Suite struct RestoreTests {
    private static let abc =
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test func `a database that is there is not replaced unasked`() async throws {
        let folder = try await Self.backedUp()
        let before = try folder.contents(of: ".")
        #expect(throws: BackupError.exists(path: folder.file("workshop.db"))) {
            try folder.restore(to: folder)
        }
        #expect(try folder.contents(of: ".") == before)
    }

    @Test func `a database that is held is not replaced at all`() async throws {
        let folder = try await Self.backedUp()
        let store = try TestStore(in: folder) { $0.holderDescription = "here" }
        try await store.publish("later")
        #expect(
            throws: BackupError.held(
                path: folder.file("workshop.db"),
                DatabaseHolder(pid: getpid(), description: "here"))
        ) {
            try folder.restore(to: folder, replaces: true)
        }
        #expect(try await store.counts().messages > 20)
    }

    @Test func `what is replaced stays beside it, whole`() async throws {
        let folder = try await Self.backedUp()
        let store = try TestStore(in: folder)
        try await store.publish("later")
        let lines = try await store.history(HistoryQuery(extent: .last(1_000)))
        // As a store leaves it that is killed: with a log.
        let killed = try TemporaryFolder()
        for name in ["workshop.db", "workshop.db-wal"] {
            try FileManager.default.copyItem(
                atPath: folder.file(name), toPath: killed.file(name))
        }
        let outcome = try folder.restore(to: killed, replaces: true)
        #expect(outcome.replaced == killed.file("workshop.db.replaced"))
        #expect(!FileManager.default.fileExists(atPath: killed.file("workshop.db-wal")))
        #expect(try Inspected(killed).notable.isEmpty)
        let old = try TestStore(in: killed) { $0.databasePath += ".replaced" }
        #expect(try await old.history(HistoryQuery(extent: .last(1_000))) == lines)
        old.store.close()
        let again = try folder.restore(to: killed, replaces: true)
        #expect(again.replaced == killed.file("workshop.db.replaced-2"))
    }

    @Test func `a damaged database moves aside with its log`() async throws {
        let folder = try await Self.backedUp()
        let target = try TemporaryFolder()
        try target.write("garbage", to: "workshop.db")
        try target.write("log", to: "workshop.db-wal")
        #expect(throws: BackupError.exists(path: target.file("workshop.db"))) {
            try folder.restore(to: target)
        }
        try folder.restore(to: target, replaces: true)
        #expect(try Inspected(target).notable.isEmpty)
        #expect(
            try target.contents(of: ".")["workshop.db.replaced"] == Data("garbage".utf8))
    }

    @Test func `a log without its database is in the way too`() async throws {
        let folder = try await Self.backedUp()
        let target = try TemporaryFolder()
        try target.write("log", to: "workshop.db-wal")
        #expect(throws: BackupError.exists(path: target.file("workshop.db"))) {
            try folder.restore(to: target)
        }
        try folder.restore(to: target, replaces: true)
        #expect(
            try target.contents(of: ".")["workshop.db.replaced-wal"] == Data("log".utf8))
        #expect(try Inspected(target).notable.isEmpty)
    }

    @Test(arguments: ["workshop.db", "blobs/\(abc)"], [true, false])
    func `a damaged backup is refused, and nothing is changed`(
        _ name: String, _ isGone: Bool
    ) async throws {
        let folder = try await Self.backedUp()
        if isGone {
            try FileManager.default.removeItem(atPath: folder.file("backup/\(name)"))
        } else {
            try folder.flipByte(in: "backup/\(name)", at: 1)
        }
        let target = try TemporaryFolder()
        let error = #expect(throws: BackupError.self) { try folder.restore(to: target) }
        guard case .damagedBackup = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try target.contents(of: ".").isEmpty)
    }

    @Test func `files that are there stay, and damaged ones are replaced`() async throws {
        let folder = try await Self.backedUp()
        let target = try TemporaryFolder()
        for text in ["abc", "abd"] {
            try FileManager.default.createDirectory(
                atPath: target.file("blobs"), withIntermediateDirectories: true)
            try target.write(text, to: "blobs/\(Self.abc)")
            try target.write("mine", to: "blobs/notes.txt")
            let outcome = try folder.restore(to: target, replaces: true)
            #expect(outcome.presentFiles == (text == "abc" ? 1 : 0))
            #expect(outcome.restoredFiles == (text == "abc" ? 0 : 1))
            #expect(
                try target.contents(of: "blobs")
                    == [Self.abc: Data("abc".utf8), "notes.txt": Data("mine".utf8)])
        }
    }

    @Test func `what a restore that was cut off has left is no hindrance`() async throws {
        let folder = try await Self.backedUp()
        let target = try TemporaryFolder()
        try target.write("half", to: "workshop.db.restoring")
        try folder.restore(to: target)
        #expect(try Inspected(target).notable.isEmpty)
        #expect(
            try target.names(in: ".") == ["blobs", "workshop.db", "workshop.db.lock"])
    }

    @Test func `a restored file is a copy that the backup does not share`() async throws {
        let folder = try await Self.backedUp()
        let target = try TemporaryFolder()
        try folder.restore(to: target)
        #expect(
            try target.inode(of: "blobs/\(Self.abc)")
                != folder.inode(of: "backup/blobs/\(Self.abc)"))
    }

    private static func backedUp() async throws -> TemporaryFolder {
        let folder = try await BackupTests.filledFolder()
        try folder.backUp()
        return folder
    }
}
