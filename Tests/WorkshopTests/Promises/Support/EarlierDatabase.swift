import Foundation
import Testing
import WorkshopModel

/// A database and its files as the earlier implementation left them, made with `sqlite3`.
struct EarlierDatabase {
    static let schema = """
        CREATE TABLE messages(id TEXT PRIMARY KEY, ts REAL NOT NULL, from_id TEXT NOT NULL,
            ch TEXT NOT NULL, type TEXT NOT NULL, v INTEGER DEFAULT 1,
            body TEXT NOT NULL DEFAULT '{}', files TEXT NOT NULL DEFAULT '[]', reply_to TEXT);
        CREATE TABLE tasks(id TEXT PRIMARY KEY, created_at REAL NOT NULL,
            updated_at REAL NOT NULL, created_by TEXT NOT NULL, assigned_to TEXT,
            claimed_by TEXT, claimed_at REAL, status TEXT NOT NULL DEFAULT 'open',
            title TEXT NOT NULL, context TEXT NOT NULL DEFAULT '{}', result TEXT,
            files TEXT NOT NULL DEFAULT '[]', ch TEXT NOT NULL DEFAULT 'tasks');
        CREATE TABLE presence(agent_id TEXT PRIMARY KEY, last_seen REAL NOT NULL,
            channels TEXT NOT NULL DEFAULT '[]', meta TEXT NOT NULL DEFAULT '{}');
        CREATE INDEX idx_messages_ch ON messages(ch);
        CREATE INDEX idx_messages_ts ON messages(ts);
        CREATE INDEX idx_messages_ch_type ON messages(ch, type);
        CREATE INDEX idx_tasks_status ON tasks(status);
        CREATE INDEX idx_tasks_ch ON tasks(ch);
        """

    static let messageCount = 1_000
    static let statuses = ["open", "claimed", "done"]

    let folder: Folder
    /// One a second, the last a minute ago; the last bits are as random as theirs.
    let ids: [String]
    let firstTime: Int64
    /// By status.
    let tasks: [String: String]
    /// Name and content.
    let files: [(hash: String, bytes: [UInt8])]

    init() async throws {
        folder = try Folder()
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        let firstTime = now - 60_000 - Int64(Self.messageCount) * 1_000
        self.firstTime = firstTime
        ids = (0..<Self.messageCount).map { Self.id(at: firstTime + Int64($0) * 1_000) }
        tasks = Dictionary(
            uniqueKeysWithValues: Self.statuses.map { ($0, Self.id(at: firstTime)) })
        files = try await Self.makeFiles(in: folder)
        try await run(Self.schema + insertions(now: Double(now) / 1_000))
    }

    /// One with as many messages as are asked for.
    static func large(rows: Int) async throws -> EarlierDatabase {
        let earlier = try await EarlierDatabase()
        try await earlier.run(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
                WHERE i < \(rows - messageCount))
            INSERT INTO messages SELECT printf('01HF%022d', i), 1700000000 + i, 'old.agent',
                'c' || i % 10, 'type.' || i % 5, 1, '{"n": ' || i || '}', '[]', NULL FROM n;
            """)
        return earlier
    }

    static func id(at milliseconds: Int64) -> String {
        let time = ULID(firstOf: Timestamp(milliseconds: milliseconds))
        return ULID(
            high: time.high | UInt64.random(in: 0...0xFFFF), low: .random(in: 0...(.max))
        ).text
    }

    /// The nine values that scripts give.
    static func insertion(_ id: String, at milliseconds: Int64, body: String = "{}") -> String {
        "INSERT INTO messages VALUES('\(id)',\(Double(milliseconds) / 1_000),'by.hand','b',"
            + "'odd.row',1,'\(body)','[]',NULL);\n"
    }

    /// Runs SQL as a script would, next to a server that may be running.
    @discardableResult
    func run(_ sql: String) async throws -> [String] {
        let shell = try Child(
            ["workshop.db"], of: "/usr/bin/sqlite3",
            input: .bytes(Array(".timeout 20000\n\(sql)\n".utf8)), folder: folder.path)
        try #require(await shell.waits() == .status(0), "\(shell.errors.text)")
        #expect(shell.errors.text.isEmpty, "\(shell.errors.text)")
        return shell.output.lines
    }

    private func insertions(now: Double) -> String {
        var sql = "BEGIN;\n"
        for (number, id) in ids.enumerated() {
            let time = Double(firstTime) / 1_000 + Double(number)
            sql +=
                "INSERT INTO messages VALUES('\(id)',\(time),'old.agent',"
                + "'\(["a", "b", "rare"][number % 10 == 0 ? 2 : number % 2])','msg.text',1,"
                + "'{\"n\": \(number)}','[\"\(files[number % 3].hash)\"]',NULL);\n"
        }
        for (status, id) in tasks {
            let holder = status == "open" ? "NULL" : "'ann.lab'"
            let result = status == "done" ? "'{\"ok\": 1.0}'" : "NULL"
            sql +=
                "INSERT INTO tasks VALUES('\(id)',\(now - 900),\(now - 800),'boss.lab',NULL,"
                + "\(holder),\(status == "open" ? "NULL" : "\(now - 850)"),'\(status)',"
                + "'\(status) task','{\"of\": \"old\"}',\(result),'[]','tasks');\n"
        }
        sql += "INSERT INTO presence VALUES('old.agent',\(now),'[\"a\"]','{\"v\":\"1\"}');\n"
        return sql + "COMMIT;\n"
    }

    private static func makeFiles(
        in folder: Folder
    ) async throws -> [(hash: String, bytes: [UInt8])] {
        var files: [(hash: String, bytes: [UInt8])] = []
        for bytes in [[], Array("old".utf8), [UInt8](repeating: 7, count: 300_000)] {
            _ = try folder.write(bytes, to: "file")
            let shell = try Child(
                [
                    "-c",
                    "mkdir -p blobs; sum=$(sha256sum <file | cut -c1-64); "
                        + "mv file blobs/sha256:$sum; echo $sum",
                ], of: "/bin/sh", folder: folder.path)
            #expect(await shell.waits() == .status(0))
            files.append(("sha256:\(shell.output.lines.first ?? "")", bytes))
        }
        return files
    }
}
