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
        let code = sqlite3_extended_errcode(handle)
        var systemError = sqlite3_system_errno(handle)
        if systemError == 0, code & 0xFF == SQLITE_IOERR {
            systemError = SQLiteError.lastWriteError(handle)
        }
        self.init(code: code, systemError: systemError)
    }

    /// The `errno` that the log's file has kept, or else the database's: of a commit that has
    /// failed, SQLite tells none otherwise.
    private static func lastWriteError(_ handle: OpaquePointer?) -> Int32 {
        for pointer in [SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER] {
            var file: UnsafeMutablePointer<sqlite3_file>?
            var number: Int32 = 0
            guard sqlite3_file_control(handle, "main", pointer, &file) == SQLITE_OK, let file,
                let control = file.pointee.pMethods?.pointee.xFileControl,
                control(file, SQLITE_FCNTL_LAST_ERRNO, &number) == SQLITE_OK, number != 0
            else { continue }
            return number
        }
        return 0
    }
}

extension SQLiteError {
    /// A row or a value of ours that must be there is not.
    static let damaged = SQLiteError(code: SQLITE_CORRUPT)

    /// Somebody else holds the lock.
    static let busy = SQLiteError(code: SQLITE_BUSY)

    /// The database cannot have a write-ahead log.
    static let noLog = SQLiteError(code: SQLITE_NOLFS)

    /// The code without its extension.
    var primary: Int32 { code & 0xFF }

    var isBusy: Bool { primary == SQLITE_BUSY }

    /// An id that is already there.
    var isDoubledKey: Bool {
        code == SQLITE_CONSTRAINT | (6 << 8)  // SQLITE_CONSTRAINT_PRIMARYKEY
    }

    /// What is in the database cannot be understood.
    var isDamage: Bool { primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB }

    var isOutOfSpace: Bool {
        primary == SQLITE_FULL
            || primary == SQLITE_IOERR && (systemError == ENOSPC || systemError == EDQUOT)
    }

    /// Whether every write would fail for it now, whatever it holds.
    var concernsEveryWrite: Bool {
        switch primary {
        case SQLITE_FULL, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_BUSY, SQLITE_PROTOCOL: true
        // A page that cannot be read concerns those who need it, memory those who need much.
        case SQLITE_IOERR: !SQLiteError.narrowIOErrors.contains(code)
        default: false
        }
    }

    private static let narrowIOErrors: Set<Int32> = [
        SQLITE_IOERR | (1 << 8),  // SQLITE_IOERR_READ
        SQLITE_IOERR | (2 << 8),  // SQLITE_IOERR_SHORT_READ
        SQLITE_IOERR | (12 << 8),  // SQLITE_IOERR_NOMEM
    ]

    /// SQLite's own words for the code, and the system's; never SQL, never data.
    var reason: String {
        if code == SQLiteError.noLog.code { return "there can be no write-ahead log beside it" }
        let words = String(cString: sqlite3_errstr(primary))
        guard systemError != 0, primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN else {
            return words
        }
        return "\(words): \(SystemError(systemError).reason)"
    }

    /// Why nothing can be stored, as people are told.
    var writeReason: String {
        if isOutOfSpace { return "the disk of the database is full" }
        if isBusy { return "the database is locked by another program" }
        if isDamage { return "the database is damaged: \(reason)" }
        return "the database failed: \(reason)"
    }

    /// What a client is told.
    var apiError: APIError {
        if isOutOfSpace {
            return APIError(.insufficientStorage, "\(writeReason), nothing was stored")
        }
        if isBusy { return APIError(.unavailable, "\(writeReason), try again later") }
        return APIError(.internalError, writeReason)
    }
}
