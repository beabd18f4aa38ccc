import WorkshopModel

/// The tables.
///
/// `messages`, `tasks` and `presence` are those of the earlier implementation, column by column:
/// its databases are taken over, and people read and write them with `sqlite3`. What else is
/// needed stands beside them under names that begin with `workshop_`.
enum Schema {
    /// - Parameter now: ids that are more than a day ahead of it are not taken for the newest.
    static func migrations(now: Timestamp) -> Migrations {
        func takeOver(_ connection: Connection) throws(SQLiteError) {
            try connection.execute(shared)
            try connection.execute(own)
            try begin(on: connection, now: now)
        }
        func lease(_ connection: Connection) throws(SQLiteError) {
            try connection.execute(leasesAndKeys)
        }
        return Migrations(
            steps: [takeOver, lease], landmarks: [(2, "workshop_keys"), (1, "workshop_state")])
    }

    /// What the earlier implementation creates, so that its inserts without column names go on
    /// working.
    private static let shared = """
        CREATE TABLE IF NOT EXISTS messages(
            id TEXT PRIMARY KEY, ts REAL NOT NULL, from_id TEXT NOT NULL, ch TEXT NOT NULL,
            type TEXT NOT NULL, v INTEGER DEFAULT 1, body TEXT NOT NULL DEFAULT '{}',
            files TEXT NOT NULL DEFAULT '[]', reply_to TEXT);
        CREATE TABLE IF NOT EXISTS tasks(
            id TEXT PRIMARY KEY, created_at REAL NOT NULL, updated_at REAL NOT NULL,
            created_by TEXT NOT NULL, assigned_to TEXT, claimed_by TEXT, claimed_at REAL,
            status TEXT NOT NULL DEFAULT 'open', title TEXT NOT NULL,
            context TEXT NOT NULL DEFAULT '{}', result TEXT,
            files TEXT NOT NULL DEFAULT '[]', ch TEXT NOT NULL DEFAULT 'tasks');
        CREATE TABLE IF NOT EXISTS presence(
            agent_id TEXT PRIMARY KEY, last_seen REAL NOT NULL,
            channels TEXT NOT NULL DEFAULT '[]', meta TEXT NOT NULL DEFAULT '{}');
        """

    /// Our indexes replace the earlier ones, which found no page of a channel in id order.
    ///
    /// - `workshop_state`: one row: the newest id given, the newest `ts`, the highest id that
    ///   retention has deleted, how many tasks there are.
    /// - `workshop_counts`: how many messages each channel has of each type.
    /// - `workshop_tasks`: what the shared table has no column for.
    private static let own = """
        DROP INDEX IF EXISTS idx_messages_ch;
        DROP INDEX IF EXISTS idx_messages_ts;
        DROP INDEX IF EXISTS idx_messages_ch_type;
        CREATE INDEX workshop_messages_ch ON messages(ch, id);
        CREATE INDEX workshop_messages_ch_type ON messages(ch, type, id);
        CREATE INDEX workshop_tasks_status ON tasks(status, id);
        CREATE INDEX workshop_tasks_ch ON tasks(ch, id);
        CREATE INDEX workshop_tasks_assigned_to ON tasks(assigned_to, id);
        CREATE INDEX workshop_tasks_claimed_by ON tasks(claimed_by, id);
        CREATE INDEX workshop_presence_last_seen ON presence(last_seen);
        CREATE TABLE workshop_state(
            only INTEGER PRIMARY KEY CHECK (only = 1), mark TEXT NOT NULL,
            last_ts INTEGER NOT NULL, pruned TEXT NOT NULL, tasks INTEGER NOT NULL);
        CREATE TABLE workshop_counts(
            ch TEXT NOT NULL, type TEXT NOT NULL, messages INTEGER NOT NULL,
            PRIMARY KEY (ch, type)) WITHOUT ROWID;
        CREATE TABLE workshop_tasks(
            id TEXT PRIMARY KEY, claim TEXT, interrupt_from TEXT, interrupt_reason TEXT,
            interrupt_ts REAL, lease_until REAL) WITHOUT ROWID;
        CREATE INDEX workshop_tasks_interrupted ON workshop_tasks(id)
            WHERE interrupt_ts IS NOT NULL;
        """

    /// - `workshop_tasks.lease`: the seconds a lease lasts from each renewal.
    /// - `workshop_tasks_open…`: the oldest open task for one agent, however many are made for
    ///   others.
    /// - `workshop_keys`: what requests with an `Idempotency-Key` were answered.
    private static let leasesAndKeys = """
        ALTER TABLE workshop_tasks ADD COLUMN lease INTEGER;
        CREATE INDEX workshop_tasks_leased ON workshop_tasks(id) WHERE lease_until IS NOT NULL;
        CREATE INDEX workshop_tasks_open ON tasks(assigned_to, id) WHERE status = 'open';
        CREATE INDEX workshop_tasks_open_ch ON tasks(ch, assigned_to, id) WHERE status = 'open';
        CREATE TABLE workshop_keys(
            sender TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL,
            fingerprint TEXT NOT NULL, answer TEXT NOT NULL,
            PRIMARY KEY (sender, key)) WITHOUT ROWID;
        CREATE INDEX workshop_keys_at ON workshop_keys(at);
        """

    /// Counts what is there and finds the newest id.
    private static func begin(on connection: Connection, now: Timestamp) throws(SQLiteError) {
        try connection.execute(
            """
            INSERT INTO workshop_counts
                SELECT ch, type, count(*) FROM messages
                WHERE typeof(ch) = 'text' AND typeof(type) = 'text' GROUP BY ch, type;
            """)
        let insert = try connection.statement(
            "INSERT INTO workshop_state SELECT 1, ?1, 0, ?2, count(*) FROM tasks")
        defer { insert.reset() }
        insert.bind(1, try newestID(on: connection, now: now).text)
        insert.bind(2, ULID.zero.text)
        _ = try insert.step()
    }

    /// The newest id that a database of the earlier implementation is taken over with.
    static func newestID(
        on connection: Connection, now: Timestamp
    ) throws(SQLiteError) -> ULID {
        let limit = now.adding(milliseconds: Limits.takeOverAheadMilliseconds + 1)
        let select = try connection.statement(
            "SELECT id FROM messages WHERE id < ?1 ORDER BY id DESC")
        defer { select.reset() }
        select.bind(1, ULID(firstOf: limit).text)
        while try select.step() {
            if let id = select.withBytes(0, { ULID(utf8: $0) }) { return id }
        }
        return .zero
    }
}
