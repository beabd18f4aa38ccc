/// What one look into a data folder has found.
public enum Finding: Sendable, Equatable {
    /// The version of the SQLite library that it is looked with.
    case program(sqlite: String)
    /// Who serves the database, if anybody.
    case server(DatabaseHolder?)
    case integrity(IntegrityFinding)
    case format(FormatFinding)
    case log(LogFinding)
    case counters(CountersFinding)
    case messages(MessagesFinding)
    case tasks(TasksFinding)
    /// Files that messages and tasks name and that are not there.
    case references(Sightings)
    case clock(ClockFinding)
    case files(FilesFinding)
    case uploads(UploadsFinding)
    case space(SpaceFinding)
    /// A check that the database has no answer to, because it is damaged or locked.
    case unanswered(Check, reason: String, isDamage: Bool)

    /// What is looked at, in the order in which it is told of.
    public enum Check: String, Sendable, CaseIterable {
        case program, server, integrity, format, log, counters, messages, tasks, references, clock
        case files, uploads, space
    }

    public enum Level: Int, Sendable, Comparable {
        case fine
        /// Worth knowing; nothing is lost and nothing is answered wrongly.
        case note
        case fault

        public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    public var check: Check {
        switch self {
        case .program: .program
        case .server: .server
        case .integrity: .integrity
        case .format: .format
        case .log: .log
        case .counters: .counters
        case .messages: .messages
        case .tasks: .tasks
        case .references: .references
        case .clock: .clock
        case .files: .files
        case .uploads: .uploads
        case .space: .space
        case .unanswered(let check, _, _): check
        }
    }

    public var level: Level {
        switch self {
        case .program, .server: .fine
        case .integrity(let finding): finding.level
        case .format(let finding): finding.level
        case .log(let finding): finding.isLeftover ? .note : .fine
        case .counters(let finding): finding.level
        case .messages(let finding): finding.level
        case .tasks(let finding): finding.level
        case .references(let missing): missing.isEmpty ? .fine : .note
        case .clock(let finding): finding.level
        case .files(let finding): finding.level
        case .uploads(let finding): finding.level
        case .space(let finding): finding.level
        case .unanswered: .fault
        }
    }
}
