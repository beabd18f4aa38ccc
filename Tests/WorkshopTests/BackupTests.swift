import Foundation
import Testing
import WorkshopModel

@testable import WorkshopCommands

/// `workshop backup` and `restore` as people and scripts meet them; what is in a backup is tested
/// with the store.
@Suite struct BackupTests {
    @Test func `a backup beside a server is restored elsewhere and served`() async throws {
        let server = try await Self.filledServer()
        let made = try await server.run("backup", "safe")
        #expect(made.exit == .status(0))
        #expect(made.errors.isEmpty)
        let history = try await server.run("history", "--all").lines
        #expect(try made.json()["messages"]?.integer == Int64(history.count))
        #expect(try made.json()["linked"]?.integer == 1)
        let elsewhere = try Folder()
        let restored = try await Self.run(
            ["restore", server.folder.file("safe")], in: elsewhere)
        #expect(restored.exit == .status(0))
        #expect(try restored.json()["restored"]?.integer == 1)
        let again = try await RunningServer(in: elsewhere)
        #expect(try await again.run("history", "--all").lines == history)
        #expect(try await again.run("pub", "general", "x").exit == .status(0))
        let hash = try await again.run("put", "-", input: .bytes(Array("abc".utf8))).json()
        #expect(hash["new"]?.boolean == false)
    }

    @Test func `a terminal shows a line`() async throws {
        let server = try await Self.filledServer()
        let plain = ["NO_COLOR": "1"]
        let made = try await server.run("backup", "safe", terminal: true, environment: plain)
        #expect(
            made.screen.replacing(/\d+\.\d KiB/, with: "<size>")
                == "2 messages, 1 task and 1 file, <size>, in 'safe'; "
                + "files: 0 unchanged, 1 linked, 0 copied\n")
        #expect(await server.stop() == .status(0))
        let restored = try await server.run(
            "restore", "safe", "--replace", terminal: true, environment: plain)
        #expect(restored.exit == .status(0))
        #expect(restored.screen.contains("; the database before is '"))
    }

    @Test func `1 is a backup without what is damaged`() async throws {
        let server = try await Self.filledServer()
        let names = try FileManager.default.contentsOfDirectory(
            atPath: server.folder.file("blobs"))
        _ = try server.folder.write(Array("abd".utf8), to: "blobs/\(names[0])")
        let made = try await server.run("backup", "safe")
        #expect(made.exit == .status(1))
        #expect(try made.json()["damaged"]?.integer == 1)
        #expect(made.errors.hasPrefix("workshop: 1 damaged file left out: sha256:"))
        #expect(made.errors.contains("'workshop doctor' tells what to do"))
        #expect(FileManager.default.fileExists(atPath: server.folder.file("safe/backup.json")))
    }

    @Test(arguments: [
        ["backup"], ["restore"], ["backup", "a", "b"], ["backup", "a", "--url", "http://x"],
    ])
    func `2 is a wrong command line`(_ words: [String]) async throws {
        let refused = try await InProcess.run(words)
        #expect(refused.ending == .status(.usage))
    }

    @Test func `3 is nothing to back up or to restore, and nothing is made`() async throws {
        let folder = try Folder()
        for words in [["backup", "safe"], ["restore", "safe"]] {
            let outcome = try await Self.run(words, in: folder)
            #expect(outcome.exit == .status(3))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func `4 is a database that is there, held by a server or not`() async throws {
        let server = try await Self.filledServer()
        _ = try await server.run("backup", "safe")
        let held = try await server.run("restore", "safe", "--replace")
        #expect(held.exit == .status(4))
        #expect(held.errors.contains("held by process \(server.child.identifier) ("))
        #expect(await server.stop() == .status(0))
        let exists = try await server.run("restore", "safe")
        #expect(exists.exit == .status(4))
        #expect(exists.errors.contains("--replace"))
        #expect(try await server.run("restore", "safe", "--replace").exit == .status(0))
    }

    @Test func `4 is a backup that another is making`() async throws {
        let server = try await Self.filledServer()
        let holder = try Child(
            [".safe.lock", "sh", "-c", "echo held; cat"], of: "/usr/bin/flock", input: .pipe,
            folder: server.folder.path)
        #expect(await holder.output.waits { $0.contains("held") })
        let refused = try await server.run("backup", "safe")
        #expect(refused.exit == .status(4))
        #expect(refused.errors.contains("'safe' is being backed up or restored by "))
        holder.closeInput()
        #expect(await holder.waits() == .status(0))
        #expect(try await server.run("backup", "safe").exit == .status(0))
    }

    @Test(arguments: ["workshop.db", "blobs"])
    func `9 is what may not be read, and what may not be written`(_ name: String) async throws {
        let server = try await Self.filledServer()
        #expect(await server.stop() == .status(0))
        let manager = FileManager.default
        try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: server.folder.path)
        let closed = try await Self.unprivileged(["backup", "safe"], in: server.folder)
        // Its own folder is the tester's.
        if geteuid() == 0 {
            #expect(closed.exit == .status(9))
            #expect(closed.errors.contains("cannot write 'safe': "), "\(closed.errors)")
            #expect(closed.errors.contains("permission denied"), "\(closed.errors)")
        }
        let place = try Folder()
        try manager.setAttributes([.posixPermissions: 0o777], ofItemAtPath: place.path)
        try manager.setAttributes(
            [.posixPermissions: 0], ofItemAtPath: server.folder.file(name))
        let unread = try await Self.unprivileged(
            ["backup", place.file("safe")], in: server.folder)
        #expect(unread.exit == .status(9))
        #expect(unread.errors.contains("cannot read '\(name)'"), "\(unread.errors)")
        #expect(!manager.fileExists(atPath: place.file("safe")))
    }

    @Test func `9 is a damaged database, and the backup before stays`() async throws {
        let server = try await Self.filledServer()
        #expect(await server.stop() == .status(0))
        _ = try await server.run("backup", "safe")
        let before = try server.folder.read("safe/workshop.db")
        let bytes = try server.folder.read("workshop.db")
        _ = try server.folder.write(
            Array(bytes.prefix(8_192)) + [UInt8](repeating: 7, count: bytes.count - 8_192),
            to: "workshop.db")
        let told = try await server.run("backup", "safe")
        #expect(told.exit == .status(9))
        #expect(told.errors.hasPrefix("workshop: database 'workshop.db' is damaged: "))
        #expect(told.errors.contains("'workshop doctor' tells what to do"))
        #expect(try server.folder.read("safe/workshop.db") == before)
    }

    @Test(.withSmallDisk, arguments: ["1m", "300k"])
    func `9 is a disk that is full half way, and nothing is left on it`(_ size: String)
        async throws
    {
        let server = try await Self.filledServer()
        _ = try server.folder.write([UInt8](repeating: 9, count: 2_000_000), to: "large")
        #expect(try await server.run("put", "large").exit == .status(0))
        let text = String(repeating: "x", count: 400_000)
        let body = Array(#"{"text":"\#(text)"}"#.utf8)
        let sent = try await server.run("pub", "general", "x", "-", input: .bytes(body))
        #expect(sent.exit == .status(0))
        #expect(try await server.run("backup", "safe").exit == .status(0))
        let script = """
            mkdir disk && mount -t tmpfs -o size=\(size) tmpfs disk || exit
            "$0" backup disk/safe; echo $?; find disk -mindepth 1
            "$0" restore safe --db disk/new.db --blobs disk/blobs; echo $?
            find disk -type f -size +0
            """
        let shell = try Child(
            ["--mount", "/bin/sh", "-c", script, Binary.path], of: "/usr/bin/unshare",
            folder: server.folder.path)
        _ = await shell.waits()
        let lines = shell.output.lines.filter { !$0.hasPrefix("disk/.safe.lock") }
        #expect(lines == ["9", "9", "disk/new.db.lock"], "\(shell.output.text)")
        #expect(shell.errors.text.contains("cannot write 'disk/safe': no space left on device"))
        #expect(
            shell.errors.text.contains("needed, ") || shell.errors.text.contains("no space left"))
    }

    /// A server with a task, a message and a file that it names.
    private static func filledServer() async throws -> RunningServer {
        let server = try await RunningServer()
        _ = try await server.run("task", "create", "x")
        _ = try server.folder.write(Array("abc".utf8), to: "abc")
        _ = try await server.run("pub", "general", "x", "{}", "--file", "abc")
        return server
    }

    private static func run(_ words: [String], in folder: Folder) async throws -> Outcome {
        try await outcome(of: Child(words, folder: folder.path))
    }

    /// As somebody whom permissions hold back; root is held back by none.
    private static func unprivileged(_ words: [String], in folder: Folder) async throws -> Outcome {
        guard geteuid() == 0 else { return try await run(words, in: folder) }
        return try await outcome(
            of: Child(
                ["--reuid=65534", "--clear-groups", Binary.path] + words, of: "/usr/bin/setpriv",
                folder: folder.path))
    }

    private static func outcome(of child: Child) async throws -> Outcome {
        let exit = await child.waits()
        return Outcome(exit: exit, output: child.output.bytes, errors: child.errors.text)
    }
}
