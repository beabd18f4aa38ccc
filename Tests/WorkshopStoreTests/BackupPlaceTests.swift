import Foundation
import Testing
import WorkshopModel

@testable import WorkshopStore

/// Where a backup may be, and what is left of one that did not come to its end.
@Suite struct BackupPlaceTests {
    @Test(arguments: ["notes.txt", "workshop.db", "blobs/notes.txt", "backup.json"])
    func `a folder that is no backup is refused and left alone`(_ name: String) async throws {
        let folder = try await BackupTests.filledFolder()
        try FileManager.default.createDirectory(
            atPath: folder.file("backup/blobs"), withIntermediateDirectories: true)
        try folder.write("mine", to: "backup/\(name)")
        let before = try folder.contents(of: ".")
        let error = #expect(throws: BackupError.self) { try folder.backUp() }
        guard case .notABackup = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try folder.contents(of: ".") == before)
        #expect(!FileManager.default.fileExists(atPath: folder.file(".backup.lock")))
    }

    @Test func `a backup that somebody has put something into is refused`() async throws {
        let folder = try await BackupTests.filledFolder()
        try folder.backUp()
        try folder.write("mine", to: "backup/workshop.db-wal")
        #expect(throws: BackupError.self) { try folder.backUp() }
        #expect(try folder.names(in: "backup").contains("workshop.db-wal"))
    }

    @Test(arguments: ["blobs", "blobs/backup", ".", "link", "workshop.db"])
    func `a backup and its data are never one inside the other`(_ name: String) async throws {
        let folder = try await BackupTests.filledFolder()
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("link"), withDestinationPath: "blobs")
        let before = try folder.contents(of: ".")
        #expect(
            throws: BackupError.insideData(path: folder.file(name), of: Self.data(name, folder))
        ) {
            try folder.backUp(to: name)
        }
        #expect(try folder.contents(of: ".") == before)
    }

    private static func data(_ name: String, _ folder: TemporaryFolder) -> String {
        folder.file([".", "workshop.db"].contains(name) ? "workshop.db" : "blobs")
    }

    @Test func `what is served from a backup is not backed up over itself`() async throws {
        let folder = try await BackupTests.filledFolder()
        try folder.backUp()
        let path = folder.file("backup/workshop.db")
        #expect(throws: BackupError.insideData(path: folder.file("backup"), of: path)) {
            try folder.backUp { $0.databasePath = path }
        }
    }

    @Test func `an empty folder becomes the backup and keeps its permissions`() async throws {
        let folder = try await BackupTests.filledFolder()
        try FileManager.default.createDirectory(
            atPath: folder.file("backup"), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o750])
        for _ in 1...2 {
            try folder.backUp()
            let attributes = try FileManager.default.attributesOfItem(
                atPath: folder.file("backup"))
            #expect(attributes[.posixPermissions] as? Int == 0o750)
        }
    }

    @Test func `the second of two at once is refused and told who has it`() async throws {
        let folder = try await BackupTests.filledFolder()
        try folder.backUp()
        let before = try folder.contents(of: "backup")
        let lock = try DatabaseLock(of: folder.file(".backup"), named: "", description: "")
        let busy = BackupError.busy(
            path: folder.file("backup"), DatabaseHolder(pid: getpid(), description: ""))
        #expect(throws: busy) { try folder.backUp() }
        #expect(throws: busy) { try folder.restore(to: try TemporaryFolder()) }
        lock.release()
        #expect(try folder.contents(of: "backup") == before)
        try folder.backUp()
    }

    @Test func `what an interrupted backup has left is cleared`() async throws {
        let folder = try await BackupTests.filledFolder()
        try folder.backUp()
        for name in [".backup.new", ".backup.old"] {
            try FileManager.default.copyItem(
                atPath: folder.file("backup"), toPath: folder.file(name))
        }
        try FileManager.default.removeItem(atPath: folder.file(".backup.new/backup.json"))
        try folder.backUp()
        #expect(
            try folder.names(in: ".").filter { $0.contains("backup") }
                == [".backup.lock", "backup"])
    }

    @Test func `a backup that was on its way to be replaced comes back`() async throws {
        let folder = try await BackupTests.filledFolder()
        try folder.backUp()
        try FileManager.default.moveItem(
            atPath: folder.file("backup"), toPath: folder.file(".backup.old"))
        // The next one fails, and that one is there again.
        #expect(throws: BackupError.self) {
            try folder.backUp { $0.blobsPath = folder.file("elsewhere") }
        }
        #expect(try folder.names(in: "backup") == ["backup.json", "blobs", "workshop.db"])
    }

    @Test(arguments: [100, 8_192, 12_288])
    func `a damaged database leaves the backup before as it was`(_ offset: UInt64) async throws {
        let folder = try await BackupTests.filledFolder()
        try folder.backUp()
        let before = try folder.contents(of: "backup")
        for place in 0..<16 { try folder.flipByte(in: "workshop.db", at: offset + UInt64(place)) }
        let error = #expect(throws: BackupError.self) { try folder.backUp() }
        guard case .damagedDatabase = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try folder.contents(of: "backup") == before)
        #expect(!FileManager.default.fileExists(atPath: folder.file(".backup.new")))
    }

    @Test(arguments: ["", "SQL", "CREATE TABLE other(x)", "PRAGMA user_version = 99"])
    func `no other program's database is backed up`(_ sql: String) throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.file("blobs"), withIntermediateDirectories: true)
        if sql.contains(" ") {
            try RawDatabase(folder.file("workshop.db")).execute(sql)
        } else {
            try folder.write(sql, to: "workshop.db")
        }
        #expect(throws: BackupError.self) { try folder.backUp() }
        #expect(!FileManager.default.fileExists(atPath: folder.file("backup")))
    }

    @Test(arguments: [
        "", "{}", "[]", #"{"backup":1}"#, #"{"backup":2,"workshop":"9"}"#, #"{"backup":"1"}"#,
    ])
    func `what is no manifest is none`(_ text: String) {
        #expect(throws: BackupManifest.Fault.self) {
            try BackupManifest(parsing: Array(text.utf8))
        }
    }

    @Test func `a manifest is read as it was written`() async throws {
        let folder = try await BackupTests.filledFolder()
        let manifest = try folder.backUp().manifest
        let bytes = FileManager.default.contents(atPath: folder.file("backup/backup.json"))
        #expect(try BackupManifest(parsing: Array(bytes ?? Data())) == manifest)
    }
}
