import Foundation
import Testing
import WorkshopModel

@testable import WorkshopCommands

/// `workshop doctor` as people and scripts meet it; what it finds is tested with the store.
@Suite struct DoctorTests {
    private static let abc =
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    private static let checks = [
        "program", "server", "integrity", "format", "log", "counters", "messages", "tasks",
        "references", "clock", "files", "uploads", "space",
    ]

    @Test func `a healthy folder is fine, beside its server and without`() async throws {
        let server = try await Self.filledServer()
        let beside = try await server.run("doctor")
        #expect(beside.exit == .status(0))
        #expect(beside.errors.isEmpty)
        #expect(try Self.levels(beside) == Self.checks.map { "\($0) ok" })
        let held = try #require(try Self.finding("server", in: beside)["pid"]?.integer)
        #expect(held == Int64(server.child.identifier))
        #expect(await server.stop() == .status(0))
        let alone = try await server.run("doctor")
        #expect(alone.exit == .status(0))
        #expect(try Self.levels(alone) == Self.checks.map { "\($0) ok" })
        #expect(try Self.finding("server", in: alone)["held"]?.boolean == false)
    }

    @Test func `a terminal shows a line a check, and what to do`() async throws {
        let server = try await Self.filledServer()
        _ = try server.folder.write(Array("abd".utf8), to: "blobs/\(Self.abc)")
        _ = try server.folder.write([1], to: "blobs/notes.txt")
        let shown = try await server.run(
            "doctor", terminal: true, environment: ["NO_COLOR": "1"])
        #expect(shown.exit == .status(1))
        let screen = shown.screen
            .replacing(/process \d+ \(.*\)/, with: "<holder>")
            .replacing(/\d+\.\d [GKM]iB/, with: "<size>")
            .replacing(/SQLite [0-9.]+/, with: "SQLite <version>")
        #expect(
            screen == """
                ok     program     workshop 0.1.0, SQLite <version>
                ok     server      'workshop.db' is held by <holder>
                ok     integrity   sound, <size>
                ok     format      format 2, the newest
                ok     log         <size>
                ok     counters    4 counters, all right
                ok     messages    3 messages
                ok     tasks       1 task
                ok     references  every file that is named is there
                ok     clock       the newest id is 0s behind the clock
                fault  files       1 file, 3 B; 1 damaged: sha256:ba7816bf8f01…; 1 of other
                                   names: notes.txt
                                   --fix moves damaged files aside, so that 'workshop put' can
                                   bring them back
                ok     uploads     0 under way
                ok     space       <size> free of <size>

                """)
        #expect(screen.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func `what is mended is told, and a damaged file comes back`() async throws {
        let server = try await Self.filledServer()
        #expect(await server.stop() == .status(0))
        try await Self.sqlite("UPDATE workshop_counts SET messages = 9", in: server.folder)
        _ = try server.folder.write(Array("abd".utf8), to: "blobs/\(Self.abc)")
        let found = try await server.run("doctor")
        #expect(found.exit == .status(1))
        #expect(found.errors == "workshop: 2 faults found\n")
        let mended = try await server.run("doctor", "--fix")
        #expect(mended.exit == .status(1))
        #expect(try Self.finding("counters", in: mended)["fixed"]?.boolean == true)
        #expect(try Self.finding("files", in: mended)["set_aside"]?.integer == 1)
        let again = try await RunningServer(in: server.folder)
        let put = try await again.run("put", "-", input: .bytes(Array("abc".utf8)))
        #expect(try put.json()["new"]?.boolean == true)
        let after = try await again.run("doctor")
        #expect(after.exit == .status(0))
        #expect(try Self.finding("files", in: after)["level"]?.string == "note")
        #expect(try await again.run("status").json()["messages"]?.integer == 3)
    }

    @Test func `2 is a server that is named`() async throws {
        let refused = try await InProcess.run(["doctor", "--url", "http://localhost:1"])
        #expect(refused.ending == .status(.usage))
        #expect(refused.errors.contains("--db and --blobs say where the data is"))
    }

    @Test func `3 is no database, and nothing is made`() async throws {
        let folder = try Folder()
        let doctor = try Child(["doctor"], folder: folder.path)
        #expect(await doctor.waits() == .status(3))
        #expect(doctor.errors.text.hasPrefix("workshop: there is no database 'workshop.db'\n"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func `4 is counters that the holder of the database has to set right`() async throws {
        let server = try await Self.filledServer()
        #expect(await server.stop() == .status(0))
        try await Self.sqlite("UPDATE workshop_counts SET messages = 9", in: server.folder)
        let holder = try Child(
            ["workshop.db.lock", "sh", "-c", "echo held; cat"], of: "/usr/bin/flock", input: .pipe,
            folder: server.folder.path)
        #expect(await holder.output.waits { $0.contains("held") })
        let found = try await server.run("doctor", "--fix")
        #expect(found.exit == .status(4))
        #expect(found.errors.hasPrefix("workshop: cannot count again in 'workshop.db': held by"))
        holder.closeInput()
        #expect(await holder.waits() == .status(0))
        #expect(try await server.run("doctor", "--fix").exit == .status(0))
    }

    @Test(arguments: ["workshop.db", "blobs", "blobs/\(abc)"])
    func `9 is what may not be opened`(_ name: String) async throws {
        let server = try await Self.filledServer()
        #expect(await server.stop() == .status(0))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: server.folder.path)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0], ofItemAtPath: server.folder.file(name))
        // Root may open everything.
        let isRoot = geteuid() == 0
        let words =
            isRoot ? ["--reuid=65534", "--clear-groups", Binary.path, "doctor"] : ["doctor"]
        let doctor = try Child(
            words, of: isRoot ? "/usr/bin/setpriv" : Binary.path, folder: server.folder.path)
        #expect(await doctor.waits() == .status(9))
        #expect(
            doctor.errors.text.contains("cannot read '\(name)'")
                || doctor.errors.text.contains("1 file in 'blobs' cannot be opened"),
            "\(doctor.errors.text)")
    }

    @Test func `a damaged database is told with the way out`() async throws {
        let server = try await Self.filledServer()
        #expect(await server.stop() == .status(0))
        let bytes = try server.folder.read("workshop.db")
        for damaged in [[], Array("garbage".utf8) + bytes, Array(bytes.prefix(bytes.count / 2))] {
            _ = try server.folder.write(damaged, to: "workshop.db")
            let told = try await server.run("doctor", terminal: true)
            #expect(told.exit == .status(1))
            #expect(told.text.contains("restore a backup"))
            #expect(try server.folder.read("workshop.db") == damaged)
        }
    }

    @Test func `a server under load is fine, and is not held up`() async throws {
        let server = try await RunningServer()
        let tally = Tally()
        async let load = MixedLoad.run(port: server.port, round: 1, tally: tally)
        for round in 1...4 {
            let before = tally.value
            let found = try await server.run("doctor")
            #expect(found.exit == .status(0), "\(found.errors)")
            #expect(try Self.levels(found) == Self.checks.map { "\($0) ok" }, "round \(round)")
            try await tally.waits(for: before + 100)
        }
        tally.end()
        _ = try await load
        #expect(await server.stop() == .status(0))
    }

    @Test func `a server that was killed under load leaves its log and nothing wrong`() async throws
    {
        let server = try await RunningServer()
        let tally = Tally()
        async let load = MixedLoad.run(port: server.port, round: 1, tally: tally)
        try await tally.waits(for: 500)
        server.child.send(SIGKILL)
        #expect(await server.child.waits() == .signal(SIGKILL))
        tally.end()
        let files = try await load.files.count
        let found = try await server.run("doctor")
        #expect(found.exit == .status(0))
        #expect(
            try Self.levels(found)
                == Self.checks.map { $0 == "log" ? "log note" : "\($0) ok" })
        #expect(try Self.finding("files", in: found)["files"]?.integer ?? 0 >= Int64(files))
        let tasks = try Self.finding("tasks", in: found)["tasks"]?.integer
        #expect(try #require(tasks) > 0)
    }

    /// A server with a task that is claimed, a message and a file that it names.
    private static func filledServer() async throws -> RunningServer {
        let server = try await RunningServer()
        let id = try await server.run("task", "create", "x").member("id")
        _ = try await server.run("task", "claim", id)
        _ = try server.folder.write(Array("abc".utf8), to: "abc")
        _ = try await server.run("pub", "general", "x", "{}", "--file", "abc")
        return server
    }

    private static func finding(_ check: String, in outcome: Outcome) throws -> JSONText {
        let findings = try outcome.lines.map { try JSONText(parsing: $0.utf8) }
        return try #require(findings.first { $0["check"]?.string == check })
    }

    private static func levels(_ outcome: Outcome) throws -> [String] {
        try outcome.lines.map { line in
            let finding = try JSONText(parsing: line.utf8)
            return "\(finding["check"]?.string ?? "?") \(finding["level"]?.string ?? "?")"
        }
    }

    private static func sqlite(_ statement: String, in folder: Folder) async throws {
        let shell = try Child(
            ["workshop.db", statement], of: "/usr/bin/sqlite3", folder: folder.path)
        #expect(await shell.waits() == .status(0), "\(shell.errors.text)")
    }
}
