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

    private var isOutOfSpace: Bool { code == ENOSPC || code == EDQUOT }

    /// Passes as soon as somebody closes a file, and says nothing of the disk.
    var isOutOfDescriptors: Bool { code == EMFILE || code == ENFILE }

    /// Why no file can be stored, as people are told.
    var writeReason: String {
        isOutOfSpace
            ? "the disk of the files is full" : "the file could not be handled: \(reason)"
    }

    /// What a client is told when a file could not be written or read.
    var apiError: APIError {
        if isOutOfSpace {
            return APIError(.insufficientStorage, "\(writeReason), nothing was stored")
        }
        if isOutOfDescriptors {
            return APIError(
                .unavailable, "the server has as many files open as it can, try again in a moment")
        }
        return APIError(.internalError, writeReason)
    }
}
