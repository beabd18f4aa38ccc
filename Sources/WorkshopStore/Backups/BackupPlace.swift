import CFolders
import Glibc

/// Where a backup is and how it comes there: built beside under a hidden name, then swapped in.
///
/// Its lock, `.NAME.lock`, is held from the first look to the end. It stays behind; removing it
/// would let two processes lock two files of one name.
struct BackupPlace {
    /// The name of the folder, every link resolved.
    let path: String
    /// Where it is built, and where what it replaces stands for a moment.
    let fresh: String
    /// Where what it replaces stands meanwhile where two folders cannot be swapped in one step.
    let aside: String
    private let parent: String
    /// Released when it goes.
    private let lock: DatabaseLock

    /// Takes the lock, and clears what a backup that was interrupted has left.
    ///
    /// - Parameters:
    ///   - path: resolved.
    ///   - folder: as it was given, for sentences.
    init(_ path: String, named folder: String) throws(BackupError) {
        self.path = path
        parent = DatabasePath.folder(of: path)
        fresh = BackupPlace.hidden(path, "new")
        aside = BackupPlace.hidden(path, "old")
        do throws(StoreOpenError) {
            lock = try DatabaseLock(
                of: BackupPlace.hidden(path, nil), named: folder, description: "")
        } catch {
            switch error {
            case .held(_, let pid, _):
                throw .busy(path: folder, DatabaseHolder(pid: pid, description: ""))
            case .database(_, let reason): throw .unwritable(path: folder, reason: reason)
            case .newerFormat, .notDatabase, .foreign, .damaged, .damagedLog, .blobs:
                preconditionFailure("a lock knows nothing of what is in a file")
            }
        }
        do throws(SystemError) {
            try clear()
        } catch {
            throw .writing(fresh, error)
        }
    }

    /// The permissions of a new backup: those of the one before, else its owner's alone.
    var mode: mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0o700
    }

    /// `/var/backups/.NAME.new` for `/var/backups/NAME`.
    private static func hidden(_ path: String, _ suffix: String?) -> String {
        let name = path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
        let folder = DatabasePath.folder(of: path)
        let place = folder == "/" ? "/.\(name)" : "\(folder)/.\(name)"
        return suffix.map { "\(place).\($0)" } ?? place
    }

    /// The one name of the folder, which need not be there yet.
    static func resolve(_ folder: String) throws(BackupError) -> String {
        var name = folder[...]
        while name.count > 1, name.hasSuffix("/") { name.removeLast() }
        do throws(SystemError) {
            let path = try DatabasePath.resolve(String(name))
            guard path != "/" else { throw SystemError(EBUSY) }
            return path
        } catch {
            throw .writing(folder, error)
        }
    }

    /// Locks a backup that is read, so that none takes its place meanwhile.
    ///
    /// - Returns: `nil` where it never had a lock, and so stands where nobody makes backups.
    static func lockForReading(
        _ path: String, named folder: String
    ) throws(BackupError) -> FileDescriptor? {
        let file: FileDescriptor
        do throws(SystemError) {
            file = try FileDescriptor.open(hidden(path, nil) + DatabaseLock.suffix, O_RDONLY)
            if flock(file.number, LOCK_SH | LOCK_NB) == 0 { return file }
            guard errno == EWOULDBLOCK else { throw SystemError.last }
        } catch  where error.code == ENOENT || error.code == EACCES {
            return nil
        } catch {
            throw .reading(folder, error)
        }
        throw .busy(path: folder, DatabaseHolder(in: file))
    }

    private func clear() throws(SystemError) {
        if access(aside, F_OK) == 0 {
            if access(path, F_OK) == 0 {
                try BackupContent.remove(aside)
            } else if rename(aside, path) != 0 {
                // Between the two steps: what was there before comes back.
                throw SystemError.last
            }
        }
        try BackupContent.remove(fresh)
    }

    /// Puts what was built in its place, once the disk has it.
    ///
    /// - Parameter exchanges: whether to try it in one step.
    func swapIn(over content: BackupContent, exchanges: Bool) throws(SystemError) {
        switch content {
        case .absent, .empty:
            // Over an empty folder too.
            guard rename(fresh, path) == 0 else { throw SystemError.last }
        case .backup:
            if exchanges, workshop_exchange(fresh, path) == 0 { break }
            let error = SystemError.last
            guard !exchanges || error.code == EINVAL || error.code == ENOSYS else { throw error }
            guard rename(path, aside) == 0 else { throw SystemError.last }
            guard rename(fresh, path) == 0 else {
                let error = SystemError.last
                // If that fails too, the next run does it.
                rename(aside, path)
                throw error
            }
        case .foreign: preconditionFailure("what is no backup is never replaced")
        }
        try FileDescriptor.open(parent, O_RDONLY | O_DIRECTORY).synchronize()
    }

    /// Removes what was replaced, or what has failed.
    func removeRemains() throws(SystemError) {
        try BackupContent.remove(aside)
        try BackupContent.remove(fresh)
    }
}
