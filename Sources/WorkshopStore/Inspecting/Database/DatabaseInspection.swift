import WorkshopModel

/// Looks at everything in the database.
struct DatabaseInspection {
    /// Resolved.
    let path: String
    let options: InspectionOptions
    let holder: DatabaseHolder?

    func run() throws(InspectionError) -> [Finding] {
        let state: FileState?
        do throws(SystemError) {
            state = try FileState(of: path)
        } catch {
            throw .unreadable(path: options.databasePath, reason: error.reason)
        }
        guard let state else { throw .noDatabase(path: options.databasePath) }
        if let objection = state.objection {
            throw .unreadable(path: options.databasePath, reason: objection)
        }
        if state.size == 0, InspectedDatabase.logBytes(of: path) == 0 {
            return [.integrity(.empty)]
        }
        // Whoever has begun to write meanwhile has made a log: the second look is beside it.
        if let findings = try look(bytes: state.size, atRest: holder == nil) { return findings }
        return try look(bytes: state.size, atRest: false) ?? []
    }

    /// - Returns: `nil` when what was read does not belong together.
    private func look(bytes: Int64, atRest: Bool) throws(InspectionError) -> [Finding]? {
        let database: InspectedDatabase
        do throws(SQLiteError) {
            database = try InspectedDatabase(
                path: path, atRest: atRest, lockMilliseconds: options.lockMilliseconds)
        } catch {
            return [try finding(of: error, for: .integrity)]
        }
        let findings = try look(into: database, bytes: bytes)
        return database.isUntouched ? findings : nil
    }

    private func look(
        into database: InspectedDatabase, bytes: Int64
    ) throws(InspectionError) -> [Finding] {
        let integrity = try answer(.integrity) { () throws(SQLiteError) in
            let check = IntegrityCheck(
                database: database, path: path, progress: { tell(.integrity, database) },
                mostLogGrowth: holder == nil ? .max : IntegrityCheck.mostLogGrowth)
            return .integrity(try check.run(bytes: bytes))
        }
        let now = options.clock()
        let format = try answer(.format) { () throws(SQLiteError) in
            .format(try FormatCheck(connection: database.connection, now: now).run())
        }
        let logBytes = InspectedDatabase.logBytes(of: path)
        let log = LogFinding(bytes: logBytes, isLeftover: logBytes > 0 && holder == nil)
        return [integrity, format, .log(log)] + (try lookAtRows(of: database, format, now: now))
    }

    /// Only rows whose meaning is known.
    private func lookAtRows(
        of database: InspectedDatabase, _ format: Finding, now: Timestamp
    ) throws(InspectionError) -> [Finding] {
        guard case .format(let finding) = format else { return [] }
        switch finding {
        case .newer, .foreign, .incomplete: return []
        case .older(found: ...0, _): return try lookAtEarlierRows(of: database, now: now)
        case .current, .older: break
        }
        let connection = database.connection
        let counters = try answer(.counters) { () throws(SQLiteError) in
            let check = CounterCheck(
                connection: connection, isServed: holder != nil, patience: options.counterPatience)
            return .counters(try check.run())
        }
        let files = ReferencedFiles(in: options.blobsPath)
        let messages = try scan(database, mark: .recorded, files)
        let tasks = try answer(.tasks) { () throws(SQLiteError) in
            var scan = TaskScan(on: connection, files: files)
            while try scan.page() { tell(.tasks, database) }
            return .tasks(scan.finding)
        }
        let clock = try answer(.clock) { () throws(SQLiteError) in
            .clock(clockFinding(try WriteMarks.load(from: connection).generator.last))
        }
        return [counters, messages, tasks, .references(files.missing), clock]
    }

    /// The tables that the earlier implementation has, and nothing beside them.
    private func lookAtEarlierRows(
        of database: InspectedDatabase, now: Timestamp
    ) throws(InspectionError) -> [Finding] {
        var mark = ULID.zero
        let clock = try answer(.clock) { () throws(SQLiteError) in
            mark = try Schema.newestID(on: database.connection, now: now)
            return .clock(clockFinding(mark))
        }
        let files = ReferencedFiles(in: options.blobsPath)
        let messages = try scan(database, mark: .coming(mark), files)
        return [messages, .references(files.missing), clock]
    }

    private func scan(
        _ database: InspectedDatabase, mark: MessageScan.Mark, _ files: ReferencedFiles
    ) throws(InspectionError) -> Finding {
        try answer(.messages) { () throws(SQLiteError) in
            var scan = MessageScan(on: database.connection, mark: mark, files: files)
            while try scan.page() { tell(.messages, database) }
            return .messages(scan.finding)
        }
    }

    /// The clock is read after the id: a server goes on giving some.
    private func clockFinding(_ newest: ULID) -> ClockFinding {
        ClockFinding(
            newest: newest,
            milliseconds: newest.milliseconds - options.clock().milliseconds)
    }

    private func tell(_ check: Finding.Check, _ database: InspectedDatabase) {
        options.progress(InspectionProgress(check: check, bytes: database.bytesRead))
    }

    private func answer(
        _ check: Finding.Check, _ look: () throws(SQLiteError) -> Finding
    ) throws(InspectionError) -> Finding {
        do throws(SQLiteError) {
            return try look()
        } catch {
            return try finding(of: error, for: check)
        }
    }

    private func finding(
        of error: SQLiteError, for check: Finding.Check
    ) throws(InspectionError) -> Finding {
        if error.isOfAccess {
            throw .unreadable(path: options.databasePath, reason: error.reason)
        }
        guard error.isDamage, check == .integrity else {
            return .unanswered(check, reason: error.reason, isDamage: error.isDamage)
        }
        return .integrity(.damaged(problems: [error.reason]))
    }
}
