import Glibc
import WorkshopModel

/// Makes a backup of a server's data, beside the server or without it.
///
/// The database first, then the files: these are never changed or removed, so none that the
/// database names can be missing. What is made is verified and synced before it takes the place
/// of the backup before, which stays as it was until then.
///
/// Belongs to the thread that runs it, which it blocks.
public struct Backup {
    private let options: BackupOptions

    public init(_ options: BackupOptions) {
        self.options = options
    }

    public func run() throws(BackupError) -> BackupOutcome {
        let database = try resolvedDatabase()
        let folder = try BackupPlace.resolve(options.folder)
        try refuse(folder, inDataOf: database)
        // What is no backup is left alone: not even a lock comes beside it.
        _ = try content(of: folder)
        let place = try BackupPlace(folder, named: options.folder)
        let content = try content(of: folder)
        do throws(BackupError) {
            let outcome = try build(of: database, in: place, after: content)
            try writing { () throws(SystemError) in
                try place.swapIn(over: content, exchanges: options.exchanges)
            }
            // The next run removes what cannot be removed now.
            try? place.removeRemains()
            return outcome
        } catch {
            try? place.removeRemains()
            throw error
        }
    }

    private func resolvedDatabase() throws(BackupError) -> String {
        let state: FileState?
        let path: String
        do throws(SystemError) {
            path = try DatabasePath.resolve(options.databasePath)
            state = try FileState(of: path)
        } catch {
            if error.code == ENOENT { throw .noDatabase(path: options.databasePath) }
            throw .reading(options.databasePath, error)
        }
        guard let state else { throw .noDatabase(path: options.databasePath) }
        if let objection = state.objection {
            throw .unreadable(path: options.databasePath, reason: objection)
        }
        return path
    }

    /// The files of a backup among those of the server would be backed up with them, and a server
    /// in a backup would lose its data with the swap.
    private func refuse(
        _ folder: String, inDataOf database: String
    ) throws(BackupError) {
        let blobs: String
        do throws(SystemError) {
            blobs = try DatabasePath.resolve(options.blobsPath)
        } catch {
            throw .reading(options.blobsPath, error)
        }
        if DatabasePath.isSame(folder, orIn: blobs) {
            throw .insideData(path: options.folder, of: options.blobsPath)
        }
        if DatabasePath.isSame(database, orIn: folder) {
            throw .insideData(path: options.folder, of: options.databasePath)
        }
        if DatabasePath.isSame(blobs, orIn: folder) {
            throw .insideData(path: options.folder, of: options.blobsPath)
        }
    }

    private func content(of folder: String) throws(BackupError) -> BackupContent {
        let content: BackupContent
        do throws(SystemError) {
            content = try BackupContent(of: folder)
        } catch {
            throw .reading(options.folder, error)
        }
        if case .foreign(let reason) = content {
            throw .notABackup(path: options.folder, reason: reason)
        }
        return content
    }

    private func build(
        of database: String, in place: BackupPlace, after content: BackupContent
    ) throws(BackupError) -> BackupOutcome {
        let fresh = place.fresh
        try writing { () throws(SystemError) in
            guard mkdir(fresh, 0o700) == 0, chmod(fresh, place.mode) == 0 else {
                throw SystemError.last
            }
        }
        let began = options.clock()
        let copy = "\(fresh)/\(BackupContent.databaseName)"
        let figures = try DatabaseSnapshot(path: database, target: copy, options: options).run()
        var manifest = try describe(copy, began: began)
        let previous: String? =
            if case .backup = content { "\(place.path)/\(BackupContent.blobsName)" } else { nil }
        var filesBackup = FilesBackup(
            options, previous: previous, target: "\(fresh)/\(BackupContent.blobsName)")
        try filesBackup.run()
        manifest.files = filesBackup.files.count
        manifest.fileBytes = filesBackup.files.bytes
        try writing { () throws(SystemError) in try seal(fresh, manifest) }
        return BackupOutcome(
            manifest: manifest, snapshot: figures.duration, logGrowth: figures.logGrowth,
            files: filesBackup.files)
    }

    /// Syncs the copy of the database, and looks at all of it.
    private func describe(_ copy: String, began: Timestamp) throws(BackupError) -> BackupManifest {
        let digest: (hash: BlobHash, bytes: Int64)
        do throws(SystemError) {
            let file = try FileDescriptor.open(copy, O_RDWR)
            guard fchmod(file.number, 0o600) == 0 else { throw SystemError.last }
            try file.synchronize()
            digest = try FileDigest.of(file) { _ in }
        } catch {
            throw .writing(options.folder, error)
        }
        let facts = try DatabaseFacts(of: copy, bytes: digest.bytes, options)
        return BackupManifest(
            program: options.program, began: began, newest: facts.newest,
            messages: facts.messages, tasks: facts.tasks, databaseBytes: digest.bytes,
            databaseHash: digest.hash)
    }

    /// The manifest comes last: what has none is no backup.
    private func seal(_ folder: String, _ manifest: BackupManifest) throws(SystemError) {
        let blobs = "\(folder)/\(BackupContent.blobsName)"
        try FileDescriptor.open(blobs, O_RDONLY | O_DIRECTORY).synchronize()
        let file = try FileDescriptor.open(
            "\(folder)/\(BackupManifest.fileName)", O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        try (manifest.json.bytes + [UInt8(ascii: "\n")])
            .withUnsafeBufferPointer { bytes throws(SystemError) in
                try file.write(UnsafeRawBufferPointer(bytes))
            }
        try file.synchronize()
        try FileDescriptor.open(folder, O_RDONLY | O_DIRECTORY).synchronize()
    }

    private func writing(
        _ body: () throws(SystemError) -> Void
    ) throws(BackupError) {
        do throws(SystemError) {
            try body()
        } catch {
            throw .writing(options.folder, error)
        }
    }
}
