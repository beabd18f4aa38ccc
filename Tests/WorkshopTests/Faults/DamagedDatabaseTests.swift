import Foundation
import Testing

/// A database that makes no sense is named at start, with the way out, and is left as it is.
@Suite struct DamagedDatabaseTests {
    struct Damage: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// The end of the sentence, behind the name of the database.
        var words: String
        /// A shell script in the folder of a database that was served.
        var script: String
    }

    private static let damaged =
        "it is damaged; restore a backup, or save what is left: sqlite3 'workshop.db' .dump "
        + "| sed 's/^ROLLBACK.*/COMMIT;/' | sqlite3 saved.db"

    static let damages = [
        Damage(
            testDescription: "a text",
            words: "it is no SQLite database; --db names another file",
            script: "seq 10000 > workshop.db"),
        Damage(
            testDescription: "a garbled head",
            words: "it is no SQLite database; --db names another file",
            script: "seq 20 | dd of=workshop.db bs=16 count=1 conv=notrunc"),
        Damage(
            testDescription: "a part", words: damaged, script: "truncate -s 20480 workshop.db"),
        Damage(
            testDescription: "garbled pages", words: damaged,
            script: "seq 10000 | dd of=workshop.db bs=4096 seek=2 count=4 conv=notrunc"),
        Damage(
            testDescription: "a garbled log",
            words: "its log 'workshop.db-wal' is damaged; restore a backup, "
                + "or move the log away to go on without what is in it",
            script: "seq 10000 > workshop.db-wal"),
        Damage(
            testDescription: "a folder", words: "it is a folder",
            script: "rm workshop.db && mkdir workshop.db"),
    ]

    @Test(arguments: damages)
    func `a damaged database is named and left alone`(_ damage: Damage) async throws {
        let folder = try await served()
        try await shell(damage.script, in: folder)
        let before = try await shell("cat workshop.db workshop.db-wal | sha256sum", in: folder)
        let child = try Child(["serve", "--listen", "127.0.0.1:0"], folder: folder.path)
        #expect(await child.waits() == .status(9))
        #expect(
            child.errors.text
                == "workshop: cannot open database 'workshop.db': \(damage.words)\n")
        let after = try await shell("cat workshop.db workshop.db-wal | sha256sum", in: folder)
        #expect(before == after)
    }

    @Test func `the way out that is named leads out`() async throws {
        let folder = try await served()
        // One page in the middle of the messages: the last that has the word in it.
        try await shell(
            """
            page=$(grep -abo 'message 150 ' workshop.db | head -1 | cut -d: -f1)
            seq 10000 | dd of=workshop.db bs=4096 seek=$((page / 4096)) count=1 conv=notrunc
            """, in: folder)
        let child = try Child(["serve", "--listen", "127.0.0.1:0"], folder: folder.path)
        #expect(await child.waits() == .status(9))
        let way = try #require(child.errors.text.firstMatch(of: /what is left: (.*)/)?.1)
        try await shell(String(way), in: folder)
        let server = try await RunningServer(["--db", "saved.db"], in: folder)
        // The counters were saved as they were, and are counted again a moment after the start.
        #expect(try await poll { try await server.count("messages") != 300 })
        let count = try #require(try await server.count("messages"))
        #expect(count >= 250 && count < 300)
        #expect(try await server.run("pub", "a", "goes.on").exit == .status(0))
        #expect(await server.stop() == .status(0))
        let again = try await RunningServer(["--db", "saved.db"], in: folder)
        #expect(try await again.countsBecome(messages: Int(count) + 1, tasks: 1))
    }

    @Test func `what sqlite3 dumped and read in again is served as it was`() async throws {
        let folder = try await served()
        try await shell("sqlite3 workshop.db .dump | sqlite3 copy.db", in: folder)
        let server = try await RunningServer(["--db", "copy.db"], in: folder)
        #expect(try await server.countsBecome(messages: 300, tasks: 1))
        #expect(try await server.run("pub", "a", "goes.on").exit == .status(0))
    }

    @Test(arguments: [
        "", "truncate -s 0 workshop.db-wal", "head -c 4096 /dev/zero > workshop.db-wal",
    ])
    func `an empty file is a fresh database, whatever log of nothing is beside it`(
        script: String
    ) async throws {
        let folder = try Folder()
        try await shell("true > workshop.db\n\(script)", in: folder)
        let server = try await RunningServer(in: folder)
        #expect(try await server.run("pub", "a", "x").exit == .status(0))
        #expect(try await server.count("messages") == 1)
    }

    @Test func `rows that break the rules of their table are no damage`() async throws {
        let folder = try await served()
        try await shell(
            """
            sqlite3 workshop.db "PRAGMA writable_schema = 1;
            UPDATE sqlite_schema SET sql = replace(sql, 'ts REAL NOT NULL', 'ts REAL');"
            sqlite3 workshop.db "UPDATE messages SET ts = NULL WHERE rowid = 7;
            PRAGMA writable_schema = 1;
            UPDATE sqlite_schema SET sql = replace(sql, 'ts REAL', 'ts REAL NOT NULL');"
            """, in: folder)
        let server = try await RunningServer(in: folder)
        #expect(try await server.count("messages") == 300)
    }

    @Test(.enabled("only root can be somebody else") { isRoot })
    func `a database that others may not read is named with the reason`() async throws {
        let folder = try await served()
        try await shell(
            "chmod 777 . && chmod 666 workshop.db.lock && chmod 600 workshop.db", in: folder)
        let child = try Child(
            ["--reuid=65534", "--clear-groups", Binary.path, "serve", "--listen", "127.0.0.1:0"],
            of: "/usr/bin/setpriv", folder: folder.path)
        #expect(await child.waits() == .status(9))
        #expect(
            child.errors.text
                == "workshop: cannot open database 'workshop.db': permission denied\n")
    }

    static var isRoot: Bool {
        // The program may stand where nobody else can go.
        getuid() == 0
            && (try? Tool.run(
                "setpriv", ["--reuid=65534", "--clear-groups", "test", "-x", Binary.path])) == 0
    }

    /// The folder of a server that has ended, with 300 messages, one of them a task's.
    private func served() async throws -> Folder {
        let server = try await RunningServer()
        let lines = (1...299).map { #"{"text":"message \#($0) "}"# + "\n" }
        _ = try await server.run("task", "create", "mow")
        let all = try await server.run(
            "pub", "a", "x", "--lines", input: .bytes(Array(lines.joined().utf8)))
        #expect(all.exit == .status(0))
        #expect(try await server.count("messages") == 300)
        #expect(await server.stop() == .status(0))
        return server.folder
    }

    @discardableResult
    private func shell(_ script: String, in folder: Folder) async throws -> String {
        let shell = try Child(["-c", script], of: "/bin/sh", folder: folder.path)
        _ = await shell.waits()
        return shell.output.text
    }
}
