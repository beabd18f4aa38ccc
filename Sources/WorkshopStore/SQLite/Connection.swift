import CLogFile
import CSQLite
import Glibc

/// One connection to the database.
///
/// Has one owner: the thread that opened it. It is not `Sendable`, so the compiler keeps it
/// there, and every way into SQLite checks it again.
final class Connection {
    let handle: OpaquePointer
    private let owner = pthread_self()
    private let busyWait: BusyWait
    /// By the address of the statement's text, which is a literal and so never moves.
    private var statements: [UnsafePointer<UInt8>: Statement] = [:]

    /// - Parameters:
    ///   - path: where the file is or will be.
    ///   - stop: once raised, nothing waits for a lock any more.
    ///   - patience: how long it waits for somebody else's lock.
    ///   - gathersLog: writes each transaction to the log in one piece. Only with
    ///     `synchronous=FULL`, see `CLogFile`.
    convenience init(
        path: String, stop: StopSignal, patience: Duration, gathersLog: Bool = false
    ) throws(SQLiteError) {
        try self.init(
            path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
            vfs: gathersLog ? workshop_log_vfs() : nil, stop: stop, patience: patience)
    }

    /// - Parameters:
    ///   - name: a path, or with `SQLITE_OPEN_URI` in the flags an address.
    ///   - vfs: the name of what files are reached through; SQLite's default one without.
    init(
        _ name: String, _ flags: Int32, vfs: UnsafePointer<CChar>? = nil, stop: StopSignal,
        patience: Duration
    ) throws(SQLiteError) {
        var opened: OpaquePointer?
        // Every connection stays on one thread, so SQLite need not lock (NOMUTEX).
        let code = sqlite3_open_v2(name, &opened, flags | SQLITE_OPEN_NOMUTEX, vfs)
        guard code == SQLITE_OK, let opened else {
            let error = opened.map { SQLiteError($0) } ?? SQLiteError(code: code)
            sqlite3_close_v2(opened)
            throw error
        }
        handle = opened
        busyWait = BusyWait(stop: stop, limit: patience)
        sqlite3_extended_result_codes(opened, 1)
        busyWait.install(on: opened)
    }

    deinit {
        statements.removeAll()
        sqlite3_close_v2(handle)
    }

    /// The prepared form of a literal; made once.
    func statement(_ sql: StaticString) throws(SQLiteError) -> Statement {
        checkOwner()
        if let known = statements[sql.utf8Start] { return known }
        let made = try Statement(sql, on: handle)
        statements[sql.utf8Start] = made
        return made
    }

    /// Runs one statement that takes no values and is seldom run.
    func execute(_ sql: String) throws(SQLiteError) {
        checkOwner()
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
            throw SQLiteError(handle)
        }
    }

    /// Whether a transaction is open: SQLite ends it by itself on some errors.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Rows that the last `INSERT`, `UPDATE` or `DELETE` has changed.
    var changedRows: Int { Int(sqlite3_changes64(handle)) }

    /// Runs the body with another bound of waiting for locks.
    func waitingAtMost<Value, Failure: Error>(
        milliseconds: Int, _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let limit = busyWait.limit
        busyWait.limit = .milliseconds(milliseconds)
        defer { busyWait.limit = limit }
        return try body()
    }

    /// Tells of each wait for a lock that lasts so long, once, while it goes on.
    func tell(ofWaitsLongerThan duration: Duration, _ tell: @escaping () -> Void) {
        busyWait.notice = (duration, tell)
    }

    /// Calls again and again while a lock is waited for.
    func whileWaiting(_ call: @escaping () -> Void) { busyWait.whileWaiting = call }

    /// Everything the body reads is one snapshot.
    ///
    /// Invariant 5: the body reads one page at most.
    func reading<Value>(
        _ body: () throws(SQLiteError) -> Value
    ) throws(SQLiteError) -> Value {
        try run("BEGIN")
        do throws(SQLiteError) {
            let value = try body()
            try run("COMMIT")
            return value
        } catch {
            rollBack()
            throw error
        }
    }

    /// Runs a prepared statement that takes no values and answers no rows.
    func run(_ sql: StaticString) throws(SQLiteError) {
        let statement = try statement(sql)
        defer { statement.reset() }
        while try statement.step() {}
    }

    /// Ends an open transaction without its changes.
    func rollBack() {
        guard isInTransaction else { return }
        // Only an open statement could make it fail, and there is none.
        try? run("ROLLBACK")
    }

    private func checkOwner() {
        precondition(
            pthread_equal(owner, pthread_self()) != 0, "a connection is used off its thread")
    }
}
