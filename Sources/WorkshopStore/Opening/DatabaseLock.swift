import Glibc

/// Keeps a second store off the database, until it is released or goes.
///
/// `flock` on `<database>.lock`: the kernel lets go of it when the process dies, however it dies.
/// The file stays behind; removing it would let two processes lock two files of one name.
final class DatabaseLock: Sendable {
    static let suffix = ".lock"
    /// Milliseconds for which it is tried: somebody may be looking who holds it.
    private static let patience = 100

    private let file: FileDescriptor

    /// Does not wait for a holder to go.
    ///
    /// - Parameters:
    ///   - path: the resolved path of the database.
    ///   - name: the path as it was given, for sentences.
    ///   - description: told to whoever is refused.
    init(
        of path: String, named name: String, description: String
    ) throws(StoreOpenError) {
        do throws(SystemError) {
            file = try FileDescriptor.open(
                path + DatabaseLock.suffix, O_RDWR | O_CREAT, mode: 0o644)
            if try DatabaseLock.take(file) {
                // A full disk leaves the lock without a name, and it holds all the same.
                try? DatabaseLock.describe(description, in: file)
                return
            }
        } catch {
            throw .database(path: name, reason: "its lock file: \(error.reason)")
        }
        let holder = DatabaseHolder(in: file)
        throw .held(path: name, pid: holder.pid, description: holder.description)
    }

    /// - Returns: `false` when another has it.
    private static func take(_ file: FileDescriptor) throws(SystemError) -> Bool {
        for _ in 0..<patience {
            if flock(file.number, LOCK_EX | LOCK_NB) == 0 { return true }
            let error = SystemError.last
            guard error.code == EWOULDBLOCK else { throw error }
            usleep(1_000)
        }
        return false
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
}
