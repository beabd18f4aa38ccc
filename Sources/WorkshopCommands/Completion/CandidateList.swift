import Synchronization
import WorkshopModel

/// The values found so far for a command line that is being completed; may grow from several
/// requests at a time.
final class CandidateList: Sendable {
    private struct Candidate {
        var value: String
        /// What a shell shows beside the value.
        var note: String
        /// What has none comes after what has, in the order in which it was found.
        var time: Timestamp
    }

    /// More would be no help to choose from.
    static let limit = 100
    /// Characters of a note: it shares a line with an id.
    static let noteLimit = 80

    private let found = Mutex<[String: Candidate]>([:])

    /// Adds a value, or moves its note and time to those of a later one.
    ///
    /// A value with characters that must not reach a terminal is left out: written in another
    /// way it would be another value.
    func add(_ value: String, _ note: String = "", at time: Timestamp? = nil) {
        guard !value.isEmpty, value == value.inert else { return }
        found.withLock { found in
            let time = time ?? Timestamp(milliseconds: -Int64(found.count))
            guard found[value].map({ $0.time < time }) ?? true else { return }
            found[value] = Candidate(
                value: value, note: note.inert.cut(toWidth: Self.noteLimit), time: time)
        }
    }

    /// A line for each value, after a tab its note, the latest first.
    ///
    /// - Parameter prefix: values that begin with it come before the others, so that none of them
    ///   falls behind the limit. Which ones fit is for the shell to say.
    func lines(preferring prefix: String) -> String {
        let candidates = found.withLock { Array($0.values) }
            .sorted { ($0.time, $0.value) > ($1.time, $1.value) }
        let isPreferred = { (candidate: Candidate) in
            candidate.value.utf8.starts(with: prefix.utf8)
        }
        let ordered =
            candidates.filter(isPreferred) + candidates.filter { !isPreferred($0) }
        return ordered.prefix(Self.limit).map { candidate in
            candidate.note.isEmpty
                ? "\(candidate.value)\n" : "\(candidate.value)\t\(candidate.note)\n"
        }.joined()
    }
}
