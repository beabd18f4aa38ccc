import Foundation
import Testing
import WorkshopModel

/// A backup that is killed, wherever it is, leaves the one before or the new one in its place,
/// whole, and the next one clears what else it has left.
@Suite(.withTrace) struct KilledBackupPromise {
    /// The calls with which a backup changes what is on the disk. Each is where one is killed, the
    /// first time that it is made, the second time and so on.
    private static let calls = [
        "mkdir", "link", "fsync", "renameat2", "unlink", "rmdir",
    ]

    @Test func `a backup killed at any step leaves one that can be restored`() async throws {
        let server = try await RunningServer()
        for number in 1...2 {
            let file = try server.folder.write(Array("file \(number)".utf8), to: "file")
            #expect(try await server.run("put", file).exit == .status(0))
        }
        var newest = try await server.run("pub", "general", "x").member("id")
        #expect(try await server.run("backup", "safe").exit == .status(0))
        var left = (before: 0, new: 0)
        for call in Self.calls {
            var number = 1
            while true {
                let before = newest
                newest = try await server.run("pub", "general", "x").member("id")
                guard try await isKilled(at: call, number, server.folder) else { break }
                let restored = try await restored(from: server.folder.file("safe"))
                #expect([before, newest].contains(restored), "\(call) \(number)")
                if restored == before { left.before += 1 } else { left.new += 1 }
                let next = try await server.run("backup", "safe")
                #expect(next.exit == .status(0), "\(call) \(number): \(next.errors)")
                #expect(try next.member("newest") == newest)
                #expect(try backups(in: server.folder) == [".safe.lock", "safe"])
                number += 1
            }
            #expect(number > 1, "no backup calls '\(call)'")
        }
        // Up to the swap it is the one before, from there on the new one.
        #expect(left.before > 0 && left.new > 0)
        PromiseSize.report(
            "killed while backing up: left the one before \(left.before) times, "
                + "the new one \(left.new) times")
    }

    /// - Returns: whether it made that call so many times.
    private func isKilled(at call: String, _ number: Int, _ folder: Folder) async throws -> Bool {
        let child = try Child(
            [
                "-f", "-o", "/dev/null", "-e", "trace=\(call)",
                "-e", "inject=\(call):signal=KILL:when=\(number)", Binary.path, "backup", "safe",
            ], of: "/usr/bin/strace", folder: folder.path)
        let exit = await child.waits()
        #expect([.signal(SIGKILL), .status(0)].contains(exit), "\(child.errors.text)")
        return exit == .signal(SIGKILL)
    }

    /// - Returns: the newest message of a backup that is whole.
    private func restored(from backup: String) async throws -> String? {
        let elsewhere = try Folder()
        let child = try Child(["restore", backup], folder: elsewhere.path)
        #expect(await child.waits() == .status(0), "\(child.errors.text)")
        let json = try JSONText(parsing: child.output.bytes)
        #expect(json["files"]?.integer == 2)
        return json["newest"]?.string
    }

    private func backups(in folder: Folder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.contains("safe") }.sorted()
    }
}
