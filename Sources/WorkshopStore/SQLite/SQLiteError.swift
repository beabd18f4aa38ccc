import CSQLite
import Glibc
import WorkshopModel

/// Why SQLite refused: its extended result code, and the operating system's where there is one.
struct SQLiteError: Error {
    /// Extended result code.
    let code: Int32
    let systemError: Int32

    init(code: Int32, systemError: Int32 = 0) {
        self.code = code
        self.systemError = systemError
    }

    /// What a connection has just answered.
    init(_ handle: OpaquePointer?) {
        self.init(
            code: sqlite3_extended_errcode(handle), systemError: sqlite3_system_errno(handle))
    }
}

extension SQLiteError {
    /// A row or a value of ours that must be there is not.
    static let damaged = SQLiteError(code: SQLITE_CORRUPT)

    /// The code without its extension.
    var primary: Int32 { code & 0xFF }

    var isBusy: Bool { primary == SQLITE_BUSY }

    /// An id that is already there.
    var isDoubledKey: Bool {
        code == SQLITE_CONSTRAINT | (6 << 8)  // SQLITE_CONSTRAINT_PRIMARYKEY
    }

    private var isOutOfSpace: Bool {
        primary == SQLITE_FULL
            || primary == SQLITE_IOERR && (systemError == ENOSPC || systemError == EDQUOT)
    }

    /// SQLite's own words for the code, and the system's; never SQL, never data.
    var reason: String {
        let words = String(cString: sqlite3_errstr(primary))
        guard systemError != 0, primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN else {
            return words
        }
        return "\(words): \(SystemError(systemError).reason)"
    }

    /// What a client is told.
    var apiError: APIError {
        if isOutOfSpace {
            return APIError(
                .insufficientStorage, "the disk of the database is full, nothing was stored")
        }
        if isBusy {
            return APIError(
                .unavailable, "the database is locked by another program, try again later")
        }
        return APIError(.internalError, "the database failed: \(reason)")
    }
}
