import WorkshopModel

/// The writer's side of the database: one transaction at a time, and what it has done so far.
///
/// Lives on the writer's thread, as its connection does.
final class WriteSession {
    let connection: Connection
    private let catalog: Catalog
    private let clock: @Sendable () -> Timestamp
    /// Never set, unlike `clock`.
    let uptime: @Sendable () -> Duration
    private var random = SystemRandomNumberGenerator()

    /// As the open transaction would leave them.
    var marks: WriteMarks
    private var committedMarks: WriteMarks
    /// The wall clock at the beginning of the transaction.
    private(set) var now: Timestamp
    /// What the open transaction has done.
    var changes = WriteChanges()
    var foreignCommits: ForeignCommits
    /// As the last commit has left them.
    var leases: LeaseBook
    private(set) var waiting = WaitingWishes()
    /// Others may have opened tasks by hand since those who wait were last served.
    private(set) var mustLookAgain = true
    private var sweptAt: Duration

    init(
        connection: Connection, catalog: Catalog, clock: @escaping @Sendable () -> Timestamp,
        uptime: @escaping @Sendable () -> Duration
    ) throws(SQLiteError) {
        self.connection = connection
        self.catalog = catalog
        self.clock = clock
        self.uptime = uptime
        marks = try WriteMarks.load(from: connection)
        committedMarks = marks
        now = clock()
        foreignCommits = try ForeignCommits(on: connection)
        leases = try WriteSession.leases(on: connection, now: now, uptime: uptime())
        sweptAt = uptime()
    }

    /// Milliseconds for which a lock is waited for that has outlasted the full patience before.
    private static let shortPatience = 20

    /// Begins a transaction.
    ///
    /// - Parameter isBrief: does not wait for somebody else's lock for long.
    func begin(isBrief: Bool = false) throws(SQLiteError) {
        if isBrief {
            try connection.waitingAtMost(milliseconds: WriteSession.shortPatience) {
                () throws(SQLiteError) in try connection.run("BEGIN IMMEDIATE")
            }
        } else {
            try connection.run("BEGIN IMMEDIATE")
        }
        now = clock()
        try lookForForeignCommits()
    }

    /// Notices, outside a transaction, what others have committed.
    func lookForForeignCommits() throws(SQLiteError) {
        try foreignCommits.look(on: connection)
        if foreignCommits.arePending { mustLookAgain = true }
    }

    /// The moment that the transaction's messages and tasks carry.
    func timestamp() -> Timestamp {
        marks.lastTimestamp = max(marks.lastTimestamp, now)
        return marks.lastTimestamp
    }

    func nextID() throws(WriteFailure) -> ULID {
        do throws(APIError) {
            return try marks.generator.next(at: now, random: &random)
        } catch {
            throw .refused(error)
        }
    }

    /// Commits.
    ///
    /// - Returns: what is on disk now.
    func commit() throws(SQLiteError) -> WriteChanges {
        let vanished = try storeCounters()
        if changes.touchesMarks { try marks.store(to: connection) }
        catalog.anticipate(changes.counters.byPair.keys)
        try connection.run("COMMIT")
        catalog.commit(
            changes.counters, vanished: vanished, tasks: marks.tasks,
            through: marks.generator.last)
        committedMarks = marks
        for (task, lease) in changes.leases { leases.set(lease, task: task) }
        waiting.remove(changes.claims.served)
        for wish in changes.claims.unmet { waiting.append(wish) }
        mustLookAgain = false
        defer { changes = WriteChanges() }
        return changes
    }

    /// Undoes everything since ``begin()``, ids given included.
    func rollBack() {
        connection.rollBack()
        marks = committedMarks
        for ticket in changes.claims.tickets { ticket.giveBack() }
        changes = WriteChanges()
    }

    /// A transaction that leaves everything as it is, and still goes to the disk. Waits for no
    /// lock.
    func probe() throws(SQLiteError) {
        try connection.waitingAtMost(milliseconds: 0) { () throws(SQLiteError) in
            try connection.run("BEGIN IMMEDIATE")
            defer { connection.rollBack() }
            // A row that is written as it was would not be written at all; this always is.
            let format = try Migrations.format(of: connection)
            try connection.execute("PRAGMA user_version = \(format)")
            try connection.run("COMMIT")
        }
    }

    /// Whether something is to be done although nobody has asked for anything.
    var isDue: Bool {
        if let lapse = leases.earliest, lapse <= uptime() { return true }
        return mustLookAgain && !waiting.isEmpty
    }

    /// Until when nothing is due, as far as is known: milliseconds, a second at most.
    var patience: Int {
        guard let lapse = leases.earliest else { return 1_000 }
        let rest = (lapse - uptime()) / .milliseconds(1)
        return Int(min(max(rest.rounded(.up), 0), 1_000))
    }

    /// What is due could not be stored, and must not be tried at once again.
    func rest() { leases.rest(until: uptime() + .seconds(1)) }

    /// Forgets those who do not wait any more: a few times a second, however much there is to do,
    /// so that those who come and go cost what they cost in a quarter of a second.
    func sweepWaiting() {
        guard !waiting.isEmpty, uptime() - sweptAt >= .milliseconds(250) else { return }
        sweptAt = uptime()
        waiting.sweep()
    }

    /// The store ends: nobody need wait for a task any more.
    func dismissWaiting() { waiting.dismiss() }

    /// One row for each pair that has changed.
    ///
    /// - Returns: pairs of which no message is left.
    private func storeCounters() throws(SQLiteError) -> [Pair] {
        var vanished: [Pair] = []
        for (pair, count) in changes.counters.byPair {
            if count > 0 {
                try add(count, to: pair)
            } else if try take(-count, from: pair), try removeIfVanished(pair) {
                vanished.append(pair)
            }
        }
        return vanished
    }

    /// Two statements, because an upsert that answers what came of it makes a table for that.
    private func add(_ count: Int64, to pair: Pair) throws(SQLiteError) {
        let update = try connection.statement(
            "UPDATE workshop_counts SET messages = messages + ?3 WHERE ch = ?1 AND type = ?2")
        try run(update, pair, count)
        guard connection.changedRows == 0 else { return }
        try run(
            connection.statement("INSERT INTO workshop_counts VALUES (?1, ?2, ?3)"), pair, count)
    }

    private func run(
        _ statement: Statement, _ pair: Pair, _ count: Int64
    ) throws(SQLiteError) {
        defer { statement.reset() }
        statement.bind(1, pair.channel.text)
        statement.bind(2, pair.type.text)
        statement.bind(3, count)
        _ = try statement.step()
    }

    /// - Returns: whether, as far as was counted, none is left.
    private func take(_ count: Int64, from pair: Pair) throws(SQLiteError) -> Bool {
        let upsert = try connection.statement(
            """
            INSERT INTO workshop_counts VALUES (?1, ?2, -?3)
            ON CONFLICT DO UPDATE SET messages = messages + excluded.messages
            RETURNING messages
            """)
        defer { upsert.reset() }
        upsert.bind(1, pair.channel.text)
        upsert.bind(2, pair.type.text)
        upsert.bind(3, count)
        guard try upsert.step() else { return false }
        let isEmpty = upsert.integer(0) <= 0
        while try upsert.step() {}
        return isEmpty
    }

    /// The number alone is no proof: rows put in by hand are counted later.
    private func removeIfVanished(_ pair: Pair) throws(SQLiteError) -> Bool {
        let delete = try connection.statement(
            """
            DELETE FROM workshop_counts WHERE ch = ?1 AND type = ?2
            AND NOT EXISTS (SELECT 1 FROM messages WHERE ch = ?1 AND type = ?2)
            """)
        defer { delete.reset() }
        delete.bind(1, pair.channel.text)
        delete.bind(2, pair.type.text)
        _ = try delete.step()
        return connection.changedRows > 0
    }
}
