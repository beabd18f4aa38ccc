import Glibc

/// Keeps a second store off the database, until it is released or goes.
///
/// `flock` on `<database>.lock`: the kernel lets go of it when the process dies, however it dies.
/// The file stays behind; removing it would let two processes lock two files of one name.
final class DatabaseLock: Sendable {
    private let file: FileDescriptor

    /// Never waits.
    ///
    /// - Parameters:
    ///   - path: the resolved path of the database.
    ///   - name: the path as it was given, for sentences.
    ///   - description: told to whoever is refused.
    init(
        of path: String, named name: String, description: String
    ) throws(StoreOpenError) {
        do throws(SystemError) {
            file = try FileDescriptor.open(path + ".lock", O_RDWR | O_CREAT, mode: 0o644)
            if flock(file.number, LOCK_EX | LOCK_NB) != 0 {
                let error = SystemError.last
                guard error.code == EWOULDBLOCK else { throw error }
            } else {
                try DatabaseLock.describe(description, in: file)
                return
            }
        } catch {
            throw .database(path: name, reason: "its lock file: \(error.reason)")
        }
        throw DatabaseLock.refusal(path: name, file: file)
    }

    func release() {
        flock(file.number, LOCK_UN)
    }

    private static func describe(
        _ description: String, in file: FileDescriptor
    ) throws(SystemError) {
        guard ftruncate(file.number, 0) == 0 else { throw SystemError.last }
        try Array("\(getpid())\n\(description)\n".utf8)
            .withUnsafeBufferPointer { bytes throws(SystemError) in
                try file.write(UnsafeRawBufferPointer(bytes))
            }
    }

    private static func refusal(path: String, file: FileDescriptor) -> StoreOpenError {
        // Whoever is about to write its name has not yet: then it stays unnamed.
        let bytes = (try? file.read(at: 0, count: 1_024)) ?? []
        let lines = String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        return .held(
            path: path, pid: lines.first.flatMap { Int32($0) },
            description: lines.count > 1 ? String(lines[1]) : "")
    }
}
