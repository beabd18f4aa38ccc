import CSQLite
import Testing

/// What a person with `sqlite3` does: another connection, which knows nothing of the store.
final class RawDatabase {
    private let handle: OpaquePointer

    /// - Parameter vfs: the name of another way to the files than SQLite's own.
    init(_ path: String, vfs: String? = nil) throws {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        try #require(sqlite3_open_v2(path, &opened, flags, vfs) == SQLITE_OK)
        handle = try #require(opened)
        sqlite3_busy_timeout(handle, 10_000)
    }

    deinit {
        sqlite3_close_v2(handle)
    }

    func execute(_ sql: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        try #require(
            code == SQLITE_OK, "\(String(cString: sqlite3_errmsg(handle)))",
            sourceLocation: sourceLocation)
    }

    /// The rows, each with its columns as text; `nil` for `NULL`.
    func rows(_ sql: String) throws -> [[String?]] {
        var prepared: OpaquePointer?
        try #require(
            sqlite3_prepare_v2(handle, sql, -1, &prepared, nil) == SQLITE_OK,
            "\(String(cString: sqlite3_errmsg(handle)))")
        defer { sqlite3_finalize(prepared) }
        var rows: [[String?]] = []
        while sqlite3_step(prepared) == SQLITE_ROW {
            rows.append(
                (0..<sqlite3_column_count(prepared)).map { column in
                    sqlite3_column_text(prepared, column).map { String(cString: $0) }
                })
        }
        return rows
    }

    func value(_ sql: String) throws -> String? { try rows(sql).first?.first ?? nil }

    /// A message as a person would put it in.
    func insertMessage(
        id: String, ts: Double = 1_700_000_000, from: String = "hand", ch: String = "general",
        type: String = "msg.text", body: String = "{}"
    ) throws {
        try execute(
            "INSERT INTO messages VALUES('\(id)',\(ts),'\(from)','\(ch)','\(type)',1,"
                + "'\(body)','[]',NULL)")
    }
}
