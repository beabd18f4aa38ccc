import Foundation
import Testing
import WorkshopModel

/// A crash while data of the earlier implementation is taken over leaves it as it was, or as it
/// is to be, and the next start goes on from there.
@Suite struct KilledMigrationPromise {
    private static let rowCount = PromiseSize.pick(small: 30_000, full: 400_000)
    /// The rows are old.
    private static let keeping = ["--retention-days", "0"]

    @Test func `a server killed while it takes data over leaves the old state or the new`()
        async throws
    {
        let earlier = try await EarlierDatabase.large(rows: Self.rowCount)
        var outcomes = ["old": 0, "new": 0]
        // How long the log gets is how far a take-over has come.
        let whole = try await longestLog(of: earlier)
        for round in 1...PromiseSize.pick(small: 6, full: 100) {
            let folder = try copy(of: earlier)
            let server = try start(in: folder)
            // Every other time somewhere around the commit, which is what comes last.
            let isLate = round.isMultiple(of: 2)
            let length = isLate ? whole : Int.random(in: 0...whole)
            try await onThread {
                while Self.logSize(in: folder) < length, server.isRunning {}
                // Looks that take microseconds each, until the log is moved and gone.
                var looks = isLate ? Int.random(in: 0...20_000) : 0
                while looks > 0, Self.logSize(in: folder) > 0 { looks -= 1 }
            }
            server.send(SIGKILL)
            #expect(await server.waits() == .signal(SIGKILL))
            outcomes[try await state(of: folder), default: 0] += 1
            try await checkServed(folder)
        }
        #expect(outcomes["old", default: 0] > 0)
        #expect(outcomes.count == 2, "\(outcomes)")
        PromiseSize.report("killed while taking over \(Self.rowCount) rows: left \(outcomes)")
    }

    @Test(
        .withFaults, arguments: [("sync", EIO), ("write", EIO), ("write", ENOSPC)])
    func `a disk that fails while data is taken over leaves the old state`(
        call: String, number: Int32
    ) async throws {
        let earlier = try await EarlierDatabase()
        let faults = try Faults()
        try faults.set(try #require(Faults.Call(rawValue: call)), of: "workshop.db-wal$", number)
        let server = try Child(
            ["serve", "--listen", "127.0.0.1:0", "--sync", "full"],
            environment: faults.environment, folder: earlier.folder.path)
        #expect(await server.waits() == .status(9))
        let reason =
            number == EIO
            ? "disk I/O error: input/output error" : "its disk is full; make room first"
        #expect(
            server.errors.text == "workshop: cannot open database 'workshop.db': \(reason)\n")
        #expect(try await state(of: earlier.folder) == "old")
        let again = try await RunningServer(in: earlier.folder)
        #expect(try await again.countsBecome(messages: EarlierDatabase.messageCount, tasks: 3))
    }

    private func start(in folder: Folder) throws -> Child {
        try Child(
            ["serve", "--listen", "127.0.0.1:0", "--sync", "full"] + Self.keeping,
            folder: folder.path,
            patience: PromiseSize.patience)
    }

    private func copy(of earlier: EarlierDatabase) throws -> Folder {
        let folder = try Folder()
        try FileManager.default.copyItem(
            atPath: earlier.folder.file("workshop.db"), toPath: folder.file("workshop.db"))
        return folder
    }

    private static func logSize(in folder: Folder) -> Int {
        var status = stat()
        return stat(folder.file("workshop.db-wal"), &status) == 0 ? Int(status.st_size) : 0
    }

    private func longestLog(of earlier: EarlierDatabase) async throws -> Int {
        let folder = try copy(of: earlier)
        let server = try start(in: folder)
        let longest = try await onThread {
            var longest = 0
            while server.isRunning, !server.errors.text.contains("admits ") {
                longest = max(longest, Self.logSize(in: folder))
            }
            return longest
        }
        server.send(SIGKILL)
        _ = await server.waits()
        try #require(longest > 0)
        return longest
    }

    /// What the next program finds, whatever the log holds.
    private func state(of folder: Folder) async throws -> String {
        let sqlite = try Child(
            [
                "workshop.db",
                """
                PRAGMA integrity_check; PRAGMA user_version;
                SELECT count(*) FROM sqlite_schema WHERE name LIKE 'workshop_%';
                SELECT count(*) FROM sqlite_schema WHERE name LIKE 'idx_messages_%';
                """,
            ], of: "/usr/bin/sqlite3", folder: folder.path)
        #expect(await sqlite.waits() == .status(0))
        let found = sqlite.output.lines
        if found == ["ok", "0", "0", "3"] { return "old" }
        let ours = found.count == 4 ? Int(found[2]) ?? 0 : 0
        if found == ["ok", "2", "\(ours)", "0"], ours > 10 { return "new" }
        return "neither: \(found) \(sqlite.errors.text)"
    }

    private func checkServed(_ folder: Folder) async throws {
        let server = try await RunningServer(Self.keeping, in: folder, sync: "full")
        #expect(try await server.countsBecome(messages: Self.rowCount, tasks: 3))
        #expect(try await server.publish("goes.on").status == 201)
        #expect(await server.stop() == .status(0))
        #expect(try await state(of: folder) == "new")
    }
}
