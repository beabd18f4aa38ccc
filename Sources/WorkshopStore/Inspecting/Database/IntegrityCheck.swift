import CSQLite
import Glibc

/// Has SQLite look at every page, and at whether rows and indexes tell the same.
///
/// It is the one check that needs a single snapshot however long it takes. That holds up no
/// writer; but beside a server the log cannot begin anew meanwhile, so it ends when that has
/// grown much.
struct IntegrityCheck {
    /// Bytes by which a log may grow: a few times what it is cut to afterwards.
    static let mostLogGrowth: Int64 = 512 * 1_048_576
    /// Problems that are asked for: one damaged page has many.
    private static let problems = 5

    let database: InspectedDatabase
    let path: String
    let progress: () -> Void
    var mostLogGrowth = IntegrityCheck.mostLogGrowth

    /// - Parameter bytes: of the database.
    func run(bytes: Int64) throws(SQLiteError) -> IntegrityFinding {
        let before = InspectedDatabase.logBytes(of: path)
        func growth() -> Int64 { InspectedDatabase.logBytes(of: path) - before }
        let watch = StepWatch(on: database.connection) { [progress, mostLogGrowth] in
            progress()
            return growth() <= mostLogGrowth
        }
        do throws(SQLiteError) {
            return try withExtendedLifetime(watch) { () throws(SQLiteError) in
                let problems = try problems()
                return problems.isEmpty ? .sound(bytes: bytes) : .damaged(problems: problems)
            }
        } catch {
            if error.primary == SQLITE_INTERRUPT { return .unfinished(logGrowth: growth()) }
            guard error.isDamage else { throw error }
            return .damaged(problems: [error.reason])
        }
    }

    private func problems() throws(SQLiteError) -> [String] {
        let check = try database.connection.statement("PRAGMA integrity_check(20)")
        defer { check.reset() }
        var problems: [String] = []
        while try check.step() {
            let problem = check.text(0)
            // The first row may be a heading with the problems in it, line by line.
            let lines = problem.split(separator: "\n").filter { !$0.hasPrefix("*** in ") }
            if problem != "ok" { problems += lines.map(String.init) }
        }
        return Array(problems.prefix(IntegrityCheck.problems))
    }
}

extension SQLiteError {
    /// Whether the system does not let us have the file.
    var isOfAccess: Bool {
        primary == SQLITE_CANTOPEN || primary == SQLITE_PERM
            || systemError == EACCES || systemError == EPERM
    }
}
