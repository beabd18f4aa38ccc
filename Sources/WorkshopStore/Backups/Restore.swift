import Glibc
import WorkshopModel

/// Puts a backup where a server will find it.
///
/// All of it is verified before anything is put in place; then come the files, which harm nobody,
/// and last the database, in one step. What fails is taken back.
///
/// Belongs to the thread that runs it, which it blocks.
public struct Restore {
    private let options: RestoreOptions

    public init(_ options: RestoreOptions) {
        self.options = options
    }

    public func run() throws(BackupError) -> RestoreOutcome {
        let folder = try resolvedFolder()
        // Held until all is done: no backup takes the place of this one meanwhile.
        let reading = try BackupPlace.lockForReading(folder, named: options.folder)
        return try withExtendedLifetime(reading) { () throws(BackupError) in
            try run(folder)
        }
    }

    private func run(_ folder: String) throws(BackupError) -> RestoreOutcome {
        let manifest = try manifest(of: folder)
        let target = try DatabaseRestore(options, outside: folder)
        let source = "\(folder)/\(BackupContent.blobsName)"
        let missing = try FilesVerification(options: options, source: source).run(manifest)
        try target.copy("\(folder)/\(BackupContent.databaseName)", manifest)
        var files = FilesRestore(options, source: source)
        do throws(BackupError) {
            try files.run(missing)
            let replaced = try target.place()
            return RestoreOutcome(
                manifest: manifest, restoredFiles: Int64(missing.count),
                presentFiles: manifest.files - Int64(missing.count), replaced: replaced)
        } catch {
            files.takeBack()
            target.takeBack()
            throw error
        }
    }

    private func resolvedFolder() throws(BackupError) -> String {
        do throws(SystemError) {
            guard let state = try FileState(of: options.folder) else { throw SystemError(ENOENT) }
            guard state.objection != nil else { throw SystemError(ENOTDIR) }
            return try DatabasePath.resolve(options.folder)
        } catch {
            if error.code == ENOENT { throw .noBackup(path: options.folder) }
            throw .reading(options.folder, error)
        }
    }

    private func manifest(of folder: String) throws(BackupError) -> BackupManifest {
        let content: BackupContent
        do throws(SystemError) {
            content = try BackupContent.read(folder)
        } catch {
            throw .reading(options.folder, error)
        }
        switch content {
        case .backup(let manifest): return manifest
        case .foreign(let reason): throw .notABackup(path: options.folder, reason: reason)
        case .absent, .empty: throw .noBackup(path: options.folder)
        }
    }
}
