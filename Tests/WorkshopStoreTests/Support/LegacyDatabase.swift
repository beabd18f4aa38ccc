import Testing
import WorkshopModel

/// What the earlier implementation leaves behind.
enum LegacyDatabase {
    static let schema = """
        CREATE TABLE messages(id TEXT PRIMARY KEY, ts REAL NOT NULL, from_id TEXT NOT NULL,
            ch TEXT NOT NULL, type TEXT NOT NULL, v INTEGER DEFAULT 1,
            body TEXT NOT NULL DEFAULT '{}', files TEXT NOT NULL DEFAULT '[]', reply_to TEXT);
        CREATE INDEX idx_messages_ch ON messages(ch);
        CREATE INDEX idx_messages_ts ON messages(ts);
        CREATE INDEX idx_messages_ch_type ON messages(ch, type);
        CREATE TABLE tasks(id TEXT PRIMARY KEY, created_at REAL NOT NULL,
            updated_at REAL NOT NULL, created_by TEXT NOT NULL, assigned_to TEXT,
            claimed_by TEXT, claimed_at REAL, status TEXT NOT NULL DEFAULT 'open',
            title TEXT NOT NULL, context TEXT NOT NULL DEFAULT '{}', result TEXT,
            files TEXT NOT NULL DEFAULT '[]', ch TEXT NOT NULL DEFAULT 'tasks');
        CREATE TABLE presence(agent_id TEXT PRIMARY KEY, last_seen REAL NOT NULL,
            channels TEXT NOT NULL DEFAULT '[]', meta TEXT NOT NULL DEFAULT '{}');
        """

    /// The id of the n-th message: one a second, the last a second before the clock.
    static func id(_ number: Int, of count: Int) -> ULID {
        let time = TestClock.start.adding(milliseconds: Int64(number - count) * 1_000)
        return ULID(high: ULID(firstOf: time).high, low: UInt64(number))
    }

    static func taskID(_ status: String) -> String {
        "01HF00000000000000000000" + status.prefix(1).uppercased().replacing("O", with: "P") + "0"
    }

    /// Makes a database with so many messages in two channels and a task in each state.
    static func make(in folder: TemporaryFolder, messages count: Int) throws {
        let raw = try RawDatabase(folder.file("workshop.db"))
        try raw.execute(schema)
        try raw.execute("BEGIN")
        for number in 0..<count {
            try raw.execute(
                "INSERT INTO messages VALUES('\(id(number, of: count).text)',"
                    + "\(1_700_000_000 + number - count),'old.agent',"
                    + "'\(number % 4 == 0 ? "rare" : "general")','msg.text',1,"
                    + "'{\"n\": \(number)}','[]',NULL)")
        }
        for (status, claimer) in [("open", "NULL"), ("claimed", "'ann'"), ("done", "'ann'")] {
            let result = status == "done" ? "'{\"ok\": true}'" : "NULL"
            try raw.execute(
                "INSERT INTO tasks VALUES('\(taskID(status))',1.5,2.5,'boss',NULL,\(claimer),NULL,"
                    + "'\(status)','\(status) task','{}',\(result),'[]','tasks')")
        }
        try raw.execute("COMMIT")
    }
}
