import WorkshopModel

/// Reads every task, and looks for the messages that announce it, a page of rows in a snapshot.
struct TaskScan {
    private static let pageRows = 500
    /// Messages looked through for the one of a task that is not the first after it, and how many
    /// milliseconds before it they begin: the earlier implementation gave ids out of order.
    private static let neighbours: Int64 = 1_000
    private static let neighbourhood: Int64 = 1_000

    let connection: Connection
    let files: ReferencedFiles
    private(set) var finding = TasksFinding()
    private var stage = Stage.tasks(after: .min)

    private enum Stage {
        case tasks(after: Int64)
        case sideRows(after: [UInt8])
        case finished
    }

    init(on connection: Connection, files: ReferencedFiles) {
        self.connection = connection
        self.files = files
    }

    /// Reads on.
    ///
    /// - Returns: whether there are more rows.
    mutating func page() throws(SQLiteError) -> Bool {
        var next = self
        try connection.reading { () throws(SQLiteError) in
            switch next.stage {
            case .tasks(let after): try next.readTasks(after: after)
            case .sideRows(let after): try next.readSideRows(after: after)
            case .finished: break
            }
        }
        self = next
        if case .finished = stage { return false }
        return true
    }

    private mutating func readTasks(after: Int64) throws(SQLiteError) {
        let marks = try WriteMarks.load(from: connection)
        let oldest = try oldestMessage()
        let select = try connection.statement(
            """
            SELECT t.rowid, t.id, t.ch, status, context, result, files, claim
            FROM tasks AS t LEFT JOIN workshop_tasks AS w ON w.id = t.id
            WHERE t.rowid > ?1 ORDER BY t.rowid LIMIT ?2
            """)
        defer { select.reset() }
        select.bind(1, after)
        select.bind(2, Int64(TaskScan.pageRows))
        var last: Int64?
        var rows = 0
        while try select.step() {
            last = select.integer(0)
            rows += 1
            finding.rows += 1
            lookAtValues(of: select)
            try lookForCreation(of: select, marks, oldest: oldest)
            try lookForClaim(of: select, marks)
        }
        let isLast = rows < TaskScan.pageRows
        stage = isLast ? .sideRows(after: []) : .tasks(after: last ?? after)
    }

    private mutating func lookAtValues(of row: Statement) {
        if TaskStatus(rawValue: row.text(3)) == nil {
            finding.odd.note("status", of: row.name(1, else: 0))
        }
        if !row.holdsJSON(4) { finding.odd.note("context", of: row.name(1, else: 0)) }
        if !row.isNull(5), !row.holdsJSON(5) {
            finding.odd.note("result", of: row.name(1, else: 0))
        }
        if !files.note(row, 6) { finding.odd.note("files", of: row.name(1, else: 0)) }
    }

    /// What retention may have deleted is not missed, nor what is older than all that is kept: the
    /// earlier implementation has left no mark of what it deleted.
    private mutating func lookForCreation(
        of row: Statement, _ marks: WriteMarks, oldest: ULID
    ) throws(SQLiteError) {
        guard let id = row.withBytes(1, { ULID(utf8: $0) }), id > marks.pruned, id > oldest,
            id <= marks.generator.last
        else { return }
        let time = Timestamp(milliseconds: id.milliseconds)
        let from = ULID(firstOf: time.adding(milliseconds: -TaskScan.neighbourhood))
        if try isAnnounced(id, row, after: id, atMost: 1) { return }
        if try isAnnounced(id, row, after: from, atMost: TaskScan.neighbours) { return }
        finding.unannounced.note(id.text)
    }

    private func isAnnounced(
        _ task: ULID, _ row: Statement, after: ULID, atMost count: Int64
    ) throws(SQLiteError) -> Bool {
        let select = try connection.statement(
            """
            SELECT max(found) FROM (
                SELECT instr(body, ?4) > 0 AS found
                FROM messages INDEXED BY workshop_messages_ch_type
                WHERE ch = ?1 AND type = 'task.created' AND id > ?2 ORDER BY id LIMIT ?3)
            """)
        defer { select.reset() }
        row.withBytes(2) { select.bind(1, bytes: $0) }
        select.bind(2, after)
        select.bind(3, count)
        select.bind(4, task)
        return try select.step() && select.integer(0) == 1
    }

    private mutating func lookForClaim(
        of row: Statement, _ marks: WriteMarks
    ) throws(SQLiteError) {
        guard let claim = row.withBytes(7, { ULID(utf8: $0) }), claim > marks.pruned else { return }
        let select = try connection.statement("SELECT 1 FROM messages WHERE id = ?1")
        defer { select.reset() }
        select.bind(1, claim)
        if try !select.step() { finding.claimless.note(row.name(1, else: 0)) }
    }

    private mutating func readSideRows(after: [UInt8]) throws(SQLiteError) {
        let select = try connection.statement(
            """
            SELECT id, EXISTS (SELECT 1 FROM tasks WHERE tasks.id = w.id) FROM workshop_tasks AS w
            WHERE id > ?1 ORDER BY id LIMIT ?2
            """)
        defer { select.reset() }
        select.bind(1, after)
        select.bind(2, Int64(TaskScan.pageRows))
        var last = after
        var rows = 0
        while try select.step() {
            last = select.bytes(0)
            rows += 1
            if select.integer(1) == 0 { finding.gone.note(select.text(0)) }
        }
        stage = rows < TaskScan.pageRows ? .finished : .sideRows(after: last)
    }

    /// The first one that is an id.
    private func oldestMessage() throws(SQLiteError) -> ULID {
        let select = try connection.statement("SELECT id FROM messages WHERE id > ?1 ORDER BY id")
        defer { select.reset() }
        select.bind(1, ULID.zero)
        while try select.step() {
            if let id = select.withBytes(0, { ULID(utf8: $0) }) { return id }
        }
        return .greatest
    }
}
