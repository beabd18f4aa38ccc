import Glibc
import WorkshopModel

/// Reads every message, a page of rows in a snapshot.
struct MessageScan {
    private static let pageRows = 1_000
    /// Bytes of bodies after which a page ends.
    private static let pageBytes = 8 * 1_048_576

    /// Whether a row's id is served is asked of the mark in the row's own snapshot.
    enum Mark {
        case recorded
        /// That with which the database will be taken over.
        case coming(ULID)
    }

    let connection: Connection
    let mark: Mark
    let files: ReferencedFiles
    private(set) var finding = MessagesFinding()
    private var after = Int64.min

    init(on connection: Connection, mark: Mark, files: ReferencedFiles) {
        self.connection = connection
        self.mark = mark
        self.files = files
    }

    /// Reads on.
    ///
    /// - Returns: whether there are more rows.
    mutating func page() throws(SQLiteError) -> Bool {
        var next = self
        let goesOn = try connection.reading { () throws(SQLiteError) in try next.readPage() }
        self = next
        return goesOn
    }

    private mutating func readPage() throws(SQLiteError) -> Bool {
        let newest =
            switch mark {
            case .recorded: try WriteMarks.load(from: connection).generator.last
            case .coming(let id): id
            }
        let select = try connection.statement(
            """
            SELECT rowid, id, ts, from_id, ch, type, v, body, files FROM messages
            WHERE rowid > ?1 ORDER BY rowid LIMIT ?2
            """)
        defer { select.reset() }
        select.bind(1, after)
        select.bind(2, Int64(MessageScan.pageRows))
        var rows = 0
        var bytes = 0
        while try select.step() {
            after = select.integer(0)
            rows += 1
            bytes += select.withBytes(7) { $0.count }
            look(at: select, newest: newest)
            if bytes >= MessageScan.pageBytes { return true }
        }
        return rows == MessageScan.pageRows
    }

    private mutating func look(at row: Statement, newest: ULID) {
        finding.rows += 1
        let key = row.withBytes(1) { RowKey($0) }
        if !row.isText(1) || key.id.map({ $0 > newest }) ?? true {
            finding.unserved.note(row.name(1, else: 0))
        }
        for (column, name) in [(3, "from_id"), (4, "ch"), (5, "type")] as [(Int32, String)]
        where !row.isText(column) {
            finding.odd.note(name, of: row.name(1, else: 0))
        }
        if !row.isNumber(2) { finding.odd.note("ts", of: row.name(1, else: 0)) }
        if !row.isInteger(6) { finding.odd.note("v", of: row.name(1, else: 0)) }
        if !row.holdsJSON(7) { finding.odd.note("body", of: row.name(1, else: 0)) }
        if !files.note(row, 8) { finding.odd.note("files", of: row.name(1, else: 0)) }
    }
}

extension Statement {
    /// What a row is called: its id, or where it stands when it has none.
    func name(_ id: Int32, else rowID: Int32) -> String {
        isNull(id) ? "row \(integer(rowID))" : text(id)
    }

    /// Whether a column holds what is sent as the JSON it is.
    func holdsJSON(_ column: Int32) -> Bool {
        withBytes(column) { bytes in
            var scanner = JSONScanner(bytes, maximumDepth: Limits.jsonDepth, depth: 1)
            // Only whether, not why.
            return (try? scanner.scanDocument()) != nil
        }
    }
}
