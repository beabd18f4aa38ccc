/// What SQLite says of the file's pages, and of whether rows and indexes tell the same.
public enum IntegrityFinding: Sendable, Equatable {
    case sound(bytes: Int64)
    /// A file without a byte.
    case empty
    /// In SQLite's words, the first few.
    case damaged(problems: [String])
    /// Stopped, because a server's log has grown by this much meanwhile.
    case unfinished(logGrowth: Int64)

    var level: Finding.Level {
        switch self {
        case .sound: .fine
        case .unfinished: .note
        case .empty, .damaged: .fault
        }
    }
}
