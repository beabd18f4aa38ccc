import Glibc
import WorkshopModel

/// An `errno`, with its words.
struct SystemError: Error, Equatable {
    let code: Int32

    init(_ code: Int32) {
        self.code = code
    }

    /// The one the last call on this thread has left.
    static var last: SystemError { SystemError(errno) }

    /// Lower case, as git writes it: `permission denied`.
    var reason: String {
        guard let text = strerror(code) else { return "error \(code)" }
        let words = String(cString: text)
        return words.prefix(1).lowercased() + words.dropFirst()
    }

    /// What a client is told when a file could not be written or read.
    var apiError: APIError {
        if code == ENOSPC || code == EDQUOT {
            return APIError(
                .insufficientStorage, "the disk of the files is full, nothing was stored")
        }
        if code == EMFILE || code == ENFILE {
            return APIError(
                .unavailable, "the server has as many files open as it can, try again in a moment")
        }
        return APIError(.internalError, "the file could not be handled: \(reason)")
    }
}
