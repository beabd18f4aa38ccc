import Foundation
import WorkshopModel

@testable import WorkshopStore

extension TemporaryFolder {
    /// Backs up what a test's store has into a folder beside it.
    @discardableResult
    func backUp(
        to name: String = "backup", change: (inout BackupOptions) -> Void = { _ in }
    ) throws(BackupError) -> BackupOutcome {
        try Backup(backupOptions(to: name, change: change)).run()
    }

    func backupOptions(
        to name: String = "backup", change: (inout BackupOptions) -> Void = { _ in }
    ) -> BackupOptions {
        var options = BackupOptions(
            folder: file(name), databasePath: file("workshop.db"), blobsPath: file("blobs"),
            program: "test", clock: { TestClock.start })
        change(&options)
        return options
    }

    /// Restores a backup of this folder into another.
    @discardableResult
    func restore(
        _ name: String = "backup", to folder: TemporaryFolder, replaces: Bool = false
    ) throws(BackupError) -> RestoreOutcome {
        try Restore(
            RestoreOptions(
                folder: file(name), databasePath: folder.file("workshop.db"),
                blobsPath: folder.file("blobs"), replaces: replaces)
        ).run()
    }

    /// Every name below a folder of it with its content, but for locks.
    func contents(of name: String) throws -> [String: Data] {
        let paths = FileManager.default.enumerator(atPath: file(name))?.allObjects as? [String]
        var contents: [String: Data] = [:]
        for path in paths ?? [] where !path.hasSuffix(".lock") {
            contents[path] = FileManager.default.contents(atPath: file("\(name)/\(path)")) ?? Data()
        }
        return contents
    }

    func flipByte(in name: String, at offset: UInt64) throws {
        let handle = try FileHandle(forUpdating: URL(filePath: file(name)))
        try handle.seek(toOffset: offset)
        let byte = try handle.read(upToCount: 1)?.first ?? 0
        try handle.seek(toOffset: offset)
        try handle.write(contentsOf: [byte ^ 0xFF])
        try handle.close()
    }

    func inode(of name: String) throws -> UInt64 {
        let attributes = try FileManager.default.attributesOfItem(atPath: file(name))
        return attributes[.systemFileNumber] as? UInt64 ?? 0
    }
}
