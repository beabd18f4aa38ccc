/// Whether this version knows what the database holds.
public enum FormatFinding: Sendable, Equatable {
    case current(Int64)
    /// The next start takes it over.
    case older(found: Int64, known: Int64)
    /// A version after ours wrote it.
    case newer(found: Int64, known: Int64)
    /// None of our tables are there.
    case foreign
    /// Tables and indexes of this format that are not there, and the row of marks.
    case incomplete(missing: [String])

    var level: Finding.Level {
        switch self {
        case .current: .fine
        case .older: .note
        case .newer, .foreign, .incomplete: .fault
        }
    }
}
