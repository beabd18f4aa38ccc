import Foundation
import Testing

@testable import WorkshopStore

/// A large file goes a little at a time, and is not cut under those who still have it.
@Suite struct GentleRemovalTests {
    private static let bytes = 2_500_000

    @Test func `a file that nobody else has goes`() throws {
        let folder = try Self.folderWithFile()
        try GentleRemoval.run(folder.file("large"))
        #expect(try folder.names(in: ".").isEmpty)
    }

    @Test func `whoever reads it keeps all of it`() throws {
        let folder = try Self.folderWithFile()
        let reader = try #require(FileHandle(forReadingAtPath: folder.file("large")))
        try GentleRemoval.run(folder.file("large"))
        #expect(try folder.names(in: ".").isEmpty)
        #expect(try reader.readToEnd()?.count == Self.bytes)
    }

    @Test func `another name keeps all of it`() throws {
        let folder = try Self.folderWithFile()
        try FileManager.default.linkItem(
            atPath: folder.file("large"), toPath: folder.file("other"))
        try GentleRemoval.run(folder.file("large"))
        #expect(FileManager.default.contents(atPath: folder.file("other"))?.count == Self.bytes)
    }

    @Test func `what is not there is told`() throws {
        let folder = try TemporaryFolder()
        #expect(throws: SystemError(ENOENT)) { try GentleRemoval.run(folder.file("large")) }
    }

    private static func folderWithFile() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(String(repeating: "x", count: bytes), to: "large")
        return folder
    }
}
