import CSQLite

/// A prepared statement: values in, rows out, as bytes where bytes will do.
///
/// Belongs to its connection's thread. Parameters count from 1, columns from 0, as in SQLite.
final class Statement {
    private let handle: OpaquePointer
    /// The first value that SQLite did not take; thrown by the next step.
    private var bindFailure: Int32 = SQLITE_OK

    init(_ sql: StaticString, on connection: OpaquePointer) throws(SQLiteError) {
        var prepared: OpaquePointer?
        let text = UnsafeRawPointer(sql.utf8Start).assumingMemoryBound(to: CChar.self)
        let code = sqlite3_prepare_v3(
            connection, text, Int32(sql.utf8CodeUnitCount),
            UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let prepared else { throw SQLiteError(connection) }
        handle = prepared
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// Moves to the next row; `false` after the last.
    func step() throws(SQLiteError) -> Bool {
        guard bindFailure == SQLITE_OK else { throw SQLiteError(code: bindFailure) }
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw SQLiteError(sqlite3_db_handle(handle))
        }
    }

    /// Makes it ready to be run again, and lets go of its snapshot.
    func reset() {
        sqlite3_reset(handle)
        bindFailure = SQLITE_OK
    }
}

extension Statement {
    func bind(_ index: Int32, _ value: Int64) { check(sqlite3_bind_int64(handle, index, value)) }

    func bind(_ index: Int32, _ value: Double) { check(sqlite3_bind_double(handle, index, value)) }

    func bindNull(_ index: Int32) { check(sqlite3_bind_null(handle, index)) }

    /// The empty blob, which SQLite sorts above every text.
    func bindAboveAllText(_ index: Int32) { check(sqlite3_bind_zeroblob(handle, index, 0)) }

    /// `NULL` when there is none.
    func bind(_ index: Int32, _ value: String?) {
        guard var value else { return bindNull(index) }
        value.withUTF8 { bind(index, bytes: $0) }
    }

    func bind(_ index: Int32, _ value: [UInt8]) {
        value.withUnsafeBufferPointer { bind(index, bytes: $0) }
    }

    /// Bytes as `TEXT`. They are copied.
    func bind(_ index: Int32, bytes: UnsafeBufferPointer<UInt8>) {
        // A text without bytes still needs an address: NULL would bind NULL.
        let address =
            UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
        if let address {
            check(workshop_bind_text_copy(handle, index, address, UInt64(bytes.count)))
        } else {
            check(workshop_bind_text_copy(handle, index, "", 0))
        }
    }

    private func check(_ code: Int32) {
        if code != SQLITE_OK, bindFailure == SQLITE_OK { bindFailure = code }
    }
}

extension Statement {
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    func double(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    func isInteger(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_INTEGER
    }

    func isText(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_TEXT }

    func isNumber(_ column: Int32) -> Bool {
        isInteger(column) || sqlite3_column_type(handle, column) == SQLITE_FLOAT
    }

    /// The bytes of a value as UTF-8 text, none for `NULL`; they live until the next step.
    func withBytes<Value>(
        _ column: Int32, _ body: (UnsafeBufferPointer<UInt8>) -> Value
    ) -> Value {
        let start = sqlite3_column_text(handle, column)
        let count = Int(sqlite3_column_bytes(handle, column))
        return body(UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    func bytes(_ column: Int32) -> [UInt8] { withBytes(column) { Array($0) } }

    /// What is no UTF-8 is repaired with U+FFFD; empty for `NULL`.
    func text(_ column: Int32) -> String {
        withBytes(column) { String(decoding: $0, as: UTF8.self) }
    }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }
}
