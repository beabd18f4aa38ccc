import Glibc
import WorkshopModel

/// The database of a backup on its way to the place where a server looks for it.
///
/// Holds the lock of that place for as long as it lives.
struct DatabaseRestore {
    private let options: RestoreOptions
    /// Resolved.
    private let path: String
    private let lock: DatabaseLock

    /// - Parameter folder: the backup, resolved.
    init(_ options: RestoreOptions, outside folder: String) throws(BackupError) {
        self.options = options
        path = try DatabaseRestore.resolve(options.databasePath, outside: folder, options)
        _ = try DatabaseRestore.resolve(options.blobsPath, outside: folder, options)
        if !options.replaces, try DatabaseRestore.isTaken(path, options) {
            throw .exists(path: options.databasePath)
        }
        do throws(StoreOpenError) {
            lock = try DatabaseLock(
                of: path, named: options.databasePath, description: "workshop restore")
        } catch {
            switch error {
            case .held(let path, let pid, let description):
                throw .held(path: path, DatabaseHolder(pid: pid, description: description))
            case .database(let path, let reason): throw .unwritable(path: path, reason: reason)
            case .newerFormat, .notDatabase, .foreign, .damaged, .damagedLog, .blobs:
                preconditionFailure("a lock knows nothing of what is in a file")
            }
        }
    }

    private static func resolve(
        _ name: String, outside folder: String, _ options: RestoreOptions
    ) throws(BackupError) -> String {
        let path: String
        do throws(SystemError) {
            path = try DatabasePath.resolve(name)
        } catch {
            throw .writing(name, error)
        }
        if DatabasePath.isSame(path, orIn: folder) {
            throw .insideData(path: options.folder, of: name)
        }
        return path
    }

    /// Whether there is a database, or the log of one.
    private static func isTaken(
        _ path: String, _ options: RestoreOptions
    ) throws(BackupError) -> Bool {
        do throws(SystemError) {
            let states = [try FileState(of: path), try FileState(of: "\(path)-wal")]
            return states.contains { $0 != nil }
        } catch {
            throw .reading(options.databasePath, error)
        }
    }

    /// Copies it beside its place, verified and synced.
    func copy(_ source: String, _ manifest: BackupManifest) throws(BackupError) {
        try RoomCheck.run(DatabasePath.folder(of: path), needed: manifest.databaseBytes)
        // Of a run that was cut off.
        unlink(fresh)
        var bytes: Int64 = 0
        let copy = FileCopy(source: source, target: fresh, mode: 0o644, isGentle: false) { more in
            bytes += more
            options.progress(
                BackupProgress(step: .database, bytes: bytes, total: manifest.databaseBytes))
        }
        do throws(FileCopy.Failure) {
            guard try copy.run().hash == manifest.databaseHash else {
                takeBack()
                throw FileCopy.Failure.source(SystemError(EIO))
            }
        } catch {
            switch error {
            case .source(let error):
                throw .damagedBackup(
                    path: options.folder, reason: "its database is damaged: \(error.reason)")
            case .target(let error): throw .writing(options.databasePath, error)
            }
        }
    }

    /// - Returns: where the database is now that was there before.
    func place() throws(BackupError) -> String? {
        do throws(SystemError) {
            let replaced = try ReplacedDatabase(path: path).moveAside()
            guard rename(fresh, path) == 0 else { throw SystemError.last }
            try FileDescriptor.open(DatabasePath.folder(of: path), O_RDONLY | O_DIRECTORY)
                .synchronize()
            return replaced
        } catch {
            throw .writing(options.databasePath, error)
        }
    }

    /// Removes what was not put in place.
    func takeBack() {
        unlink(fresh)
    }

    private var fresh: String { "\(path).restoring" }
}
