import CSQLite
import Glibc

/// Copies the database of a server, as it is at one moment, while others write.
///
/// The one exception to invariant 5: a single read transaction lasts for the whole copy, because
/// what SQLite copies in several it begins anew after each commit of another process. Until it
/// ends the log cannot begin anew and grows by what is written, and all that is moved at once when
/// it has ended is felt by whoever writes. So nothing else is done in it: pages are copied as they
/// are, as far as memory takes them before the disk has them, and looked at afterwards.
struct DatabaseSnapshot {
    struct Figures: Equatable {
        var duration: Duration
        var logGrowth: Int64
    }

    private static let stepBytes: Int64 = 1_048_576
    /// Bytes by which a log may grow in any case; beside a larger database it may be as large.
    static let leastLogGrowth: Int64 = 512 * 1_048_576

    /// Resolved.
    let path: String
    /// Where nothing is yet.
    let target: String
    let options: BackupOptions
    var leastLogGrowth = DatabaseSnapshot.leastLogGrowth

    func run() throws(BackupError) -> Figures {
        let holder: DatabaseHolder?
        do throws(SystemError) {
            holder = try DatabaseHolder.find(of: path)
        } catch {
            throw .reading(options.databasePath, error)
        }
        let figures = try oneMoment(isAlone: holder == nil)
        do throws(SystemError) {
            try writeOut()
        } catch {
            throw .writing(options.folder, error)
        }
        return figures
    }

    private func oneMoment(isAlone: Bool) throws(BackupError) -> Figures {
        // Whoever has begun to write meanwhile has made a log: the second copy is beside it.
        if let figures = try copy(atRest: isAlone) { return figures }
        unlink(target)
        guard let figures = try copy(atRest: false) else {
            preconditionFailure("beside others a copy is always one moment's")
        }
        return figures
    }

    /// What the copying has left in memory.
    private func writeOut() throws(SystemError) {
        let file = try FileDescriptor.open(target, O_RDWR)
        let bytes = Int64(try file.status().st_size)
        var gentle = GentleWriting(of: file, from: max(0, bytes - GentleWriting.mostWaiting))
        try gentle.write(upTo: bytes)
    }

    /// - Returns: `nil` when what was copied does not belong together.
    private func copy(atRest: Bool) throws(BackupError) -> Figures? {
        let source = try options.reading { () throws(SQLiteError) in
            let source = try InspectedDatabase(
                path: path, atRest: atRest, lockMilliseconds: options.lockMilliseconds)
            try source.connection.execute("BEGIN")
            // A transaction begins with the first thing that is read.
            _ = try source.connection.number("SELECT count(*) FROM sqlite_schema")
            return source
        }
        let target = try writing { () throws(SQLiteError) in
            let target = try Connection(path: self.target, stop: StopSignal(), patience: .zero)
            // It is thrown away when it does not become whole. What does not fit into the cache is
            // written: it is small, so that little is left for the end.
            try target.execute(
                """
                PRAGMA journal_mode = OFF;
                PRAGMA synchronous = OFF;
                PRAGMA cache_size = -512;
                """)
            return target
        }
        let figures = try copy(source.connection, to: target)
        return source.isUntouched ? figures : nil
    }

    private func copy(
        _ source: Connection, to target: Connection
    ) throws(BackupError) -> Figures {
        let start = ContinuousClock.now
        let logBefore = InspectedDatabase.logBytes(of: path)
        let pageBytes = try options.reading { () throws(SQLiteError) in
            try source.number("PRAGMA page_size")
        }
        let copy = try writing { () throws(SQLiteError) in
            try PageCopy(from: source, to: target)
        }
        // On its own descriptor: nobody else knows the file, so no lock is lost with it.
        let file: FileDescriptor
        do throws(SystemError) {
            file = try FileDescriptor.open(self.target, O_RDWR)
        } catch {
            throw .writing(options.folder, error)
        }
        var gentle = GentleWriting(of: file)
        let stepPages = Int32(max(1, DatabaseSnapshot.stepBytes / max(1, pageBytes)))
        while true {
            let goesOn = try step(copy, pages: stepPages)
            let grown = InspectedDatabase.logBytes(of: path) - logBefore
            let (copied, total) = copy.pages
            do throws(SystemError) {
                try gentle.write(upTo: copied * pageBytes - GentleWriting.mostWaiting)
            } catch {
                throw .writing(options.folder, error)
            }
            options.progress(
                BackupProgress(
                    step: .database, bytes: copied * pageBytes, total: total * pageBytes))
            if !goesOn {
                return Figures(duration: start.duration(to: .now), logGrowth: max(0, grown))
            }
            if grown > max(leastLogGrowth, total * pageBytes) {
                throw .logGrown(path: options.databasePath, bytes: grown)
            }
        }
    }

    private func step(_ copy: PageCopy, pages: Int32) throws(BackupError) -> Bool {
        do throws(SQLiteError) {
            return try copy.step(pages: pages)
        } catch {
            throw error.isOfTarget
                ? .unwritable(path: options.folder, reason: error.copyReason)
                : options.failure(error)
        }
    }

    private func writing<Value>(
        _ body: () throws(SQLiteError) -> Value
    ) throws(BackupError) -> Value {
        do throws(SQLiteError) {
            return try body()
        } catch {
            throw .unwritable(path: options.folder, reason: error.copyReason)
        }
    }
}

extension SQLiteError {
    /// Whether what is written could not be, of two databases of which one is read.
    fileprivate var isOfTarget: Bool {
        isOutOfSpace || SQLiteError.writeErrors.contains(code)
    }

    private static let writeErrors: Set<Int32> = [
        SQLITE_IOERR | (3 << 8),  // SQLITE_IOERR_WRITE
        SQLITE_IOERR | (4 << 8),  // SQLITE_IOERR_FSYNC
        SQLITE_IOERR | (6 << 8),  // SQLITE_IOERR_TRUNCATE
    ]

    fileprivate var copyReason: String {
        isOutOfSpace ? SystemError(ENOSPC).reason : reason
    }
}
