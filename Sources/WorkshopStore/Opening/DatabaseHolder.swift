import Glibc

/// Who has a database open, as it has written into the lock file.
public struct DatabaseHolder: Sendable, Equatable {
    /// `nil` when it has not come to writing it.
    public let pid: Int32?
    /// Where it serves, or what else it does; may be empty.
    public let description: String

    /// Looks who holds a database, and does not keep it.
    ///
    /// The lock is shared for a moment when nobody has it, which ``DatabaseLock`` waits out.
    ///
    /// - Parameter path: the resolved path of the database.
    static func find(of path: String) throws(SystemError) -> DatabaseHolder? {
        let file: FileDescriptor
        do throws(SystemError) {
            file = try FileDescriptor.open(path + DatabaseLock.suffix, O_RDONLY)
        } catch  where error.code == ENOENT {
            return nil
        }
        if flock(file.number, LOCK_SH | LOCK_NB) == 0 { return nil }
        let error = SystemError.last
        guard error.code == EWOULDBLOCK else { throw error }
        return DatabaseHolder(in: file)
    }

    /// Reads what the holder has written.
    init(in file: FileDescriptor) {
        // Whoever is about to write its name has not yet: then it stays unnamed.
        let bytes = (try? file.read(at: 0, count: 1_024)) ?? []
        let lines = String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        pid = lines.first.flatMap { Int32($0) }
        description = lines.count > 1 ? String(lines[1]) : ""
    }

    public init(pid: Int32?, description: String) {
        self.pid = pid
        self.description = description
    }

    /// `process 4711 (127.0.0.1:4242)`
    public var text: String {
        let holder = pid.map { "process \($0)" } ?? "another process"
        return description.isEmpty ? holder : "\(holder) (\(description))"
    }
}
