import Foundation
import Testing
import WorkshopModel

@testable import WorkshopStore

/// The files of a backup: where they come from, and what is done about those that are damaged.
@Suite struct BackedUpFilesTests {
    private static let abc =
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test func `a damaged file is left out, and told`() async throws {
        let folder = try await BackupTests.filledFolder()
        try folder.write("abd", to: "blobs/\(Self.abc)")
        let outcome = try folder.backUp()
        #expect(outcome.files.damaged == Sightings(Self.abc))
        #expect(outcome.manifest.files == 0)
        #expect(try folder.names(in: "backup/blobs").isEmpty)
    }

    @Test(arguments: ["a longer one", nil])
    func `a file that the server has lost is kept from the backup before`(
        _ instead: String?
    ) async throws {
        let folder = try await BackupTests.filledFolder()
        try folder.backUp()
        try FileManager.default.removeItem(atPath: folder.file("blobs/\(Self.abc)"))
        if let instead { try folder.write(instead, to: "blobs/\(Self.abc)") }
        let outcome = try folder.backUp()
        #expect(outcome.files.rescued == 1)
        #expect(outcome.files.count == 1)
        #expect(outcome.files.damaged.isEmpty)
        let kept = FileManager.default.contents(atPath: folder.file("backup/blobs/\(Self.abc)"))
        #expect(kept == Data("abc".utf8))
    }

    @Test func `a file that is lost on both sides is told once`() async throws {
        let folder = try await BackupTests.filledFolder()
        try folder.backUp()
        try folder.flipByte(in: "backup/blobs/\(Self.abc)", at: 0)
        try FileManager.default.removeItem(atPath: folder.file("blobs/\(Self.abc)"))
        #expect(try folder.backUp().files.damaged == Sightings(Self.abc))
        #expect(try folder.backUp().files == BackedUpFiles())
    }

    @Test func `what was verified is read again only when asked`() async throws {
        let folder = try await BackupTests.filledFolder()
        try folder.backUp()
        try folder.flipByte(in: "backup/blobs/\(Self.abc)", at: 0)
        #expect(try folder.backUp().files.unchanged == 1)
        // It is the same file on the server's side.
        let outcome = try folder.backUp { $0.verifies = true }
        #expect(outcome.files.damaged.count == 1)
        #expect(outcome.files.count == 0)
    }

    @Test func `what cannot be linked is copied`() async throws {
        let folder = try await BackupTests.filledFolder()
        let source = folder.file("blobs/\(Self.abc)")
        var targets: [String] = []
        // As many names as a file may have, or enough to call it a day.
        for number in 0..<70_000 {
            targets.append(folder.file("name\(number)"))
            if link(source, folder.file("name\(number)")) != 0 { break }
        }
        let outcome = try folder.backUp()
        try #require(targets.count < 70_000, "this file system has no bound of names")
        #expect(outcome.files.copied == 1)
        #expect(
            try folder.inode(of: "backup/blobs/\(Self.abc)")
                != folder.inode(of: "blobs/\(Self.abc)"))
    }

    @Test func `a link, a folder and other names are no files`() async throws {
        let folder = try await BackupTests.filledFolder()
        try FileManager.default.removeItem(atPath: folder.file("blobs/\(Self.abc)"))
        try folder.write("abc", to: "target")
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("blobs/\(Self.abc)"), withDestinationPath: folder.file("target"))
        try folder.write("x", to: "blobs/.upload-x")
        try folder.write("x", to: "blobs/notes.txt")
        try FileManager.default.createDirectory(
            atPath: folder.file("blobs/sha256:" + String(repeating: "0", count: 64)),
            withIntermediateDirectories: false)
        let outcome = try folder.backUp()
        #expect(outcome.files.damaged.count == 2)
        #expect(try folder.names(in: "backup/blobs").isEmpty)
    }

    @Test func `a folder of files that is not there is an error`() async throws {
        let folder = try await BackupTests.filledFolder()
        #expect(
            throws: BackupError.unreadable(
                path: folder.file("elsewhere"), reason: "no such file or directory")
        ) {
            try folder.backUp { $0.blobsPath = folder.file("elsewhere") }
        }
        #expect(!FileManager.default.fileExists(atPath: folder.file("backup")))
    }
}
