/// Tells a database that is ours, or may become ours, from another program's, before anything in
/// it is changed.
enum OriginCheck {
    /// The columns of the tables that are shared with the earlier implementation.
    private static let shared: KeyValuePairs<String, [String]> = [
        "messages": ["id", "ts", "from_id", "ch", "type", "v", "body", "files", "reply_to"],
        "tasks": [
            "id", "created_at", "updated_at", "created_by", "assigned_to", "claimed_by",
            "claimed_at", "status", "title", "context", "result", "files", "ch",
        ],
        "presence": ["agent_id", "last_seen", "channels", "meta"],
    ]

    /// - Returns: why it is another program's; `nil` when it is ours, empty, or the earlier
    ///   implementation's.
    static func objection(to connection: Connection) throws(SQLiteError) -> String? {
        let tables = try tables(on: connection)
        if tables.isEmpty || tables.contains("workshop_state") { return nil }
        guard tables.contains("messages") else { return "it has no table 'messages'" }
        for (table, columns) in shared where tables.contains(table) {
            let present = try OriginCheck.columns(of: table, on: connection)
            if let missing = columns.first(where: { !present.contains($0) }) {
                return "its table '\(table)' has no column '\(missing)'"
            }
        }
        return nil
    }

    private static func tables(on connection: Connection) throws(SQLiteError) -> Set<String> {
        try texts(
            of: try connection.statement("SELECT name FROM sqlite_schema WHERE type = 'table'"))
    }

    private static func columns(
        of table: String, on connection: Connection
    ) throws(SQLiteError) -> Set<String> {
        let select = try connection.statement("SELECT name FROM pragma_table_info(?1)")
        select.bind(1, table)
        return try texts(of: select)
    }

    private static func texts(of select: Statement) throws(SQLiteError) -> Set<String> {
        defer { select.reset() }
        var texts: Set<String> = []
        while try select.step() { texts.insert(select.text(0)) }
        return texts
    }
}
