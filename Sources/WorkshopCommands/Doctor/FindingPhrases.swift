import WorkshopModel
import WorkshopStore

/// The words for findings.
struct FindingPhrases {
    struct Phrase {
        var words: String
        var wayOut: String?
    }

    let data: DataOptions

    init(_ data: DataOptions) {
        self.data = data
    }

    func phrase(for finding: Finding) -> Phrase {
        switch finding {
        case .program(let version):
            Phrase(words: "workshop \(Version.current), SQLite \(version)")
        case .server(let holder):
            Phrase(words: "'\(data.databasePath)' is held by \(holder?.text ?? "nobody")")
        case .integrity(let finding): phrase(for: finding)
        case .format(let finding): phrase(for: finding)
        case .log(let finding): phrase(for: finding)
        case .counters(let finding): phrase(for: finding)
        case .messages(let finding): phrase(for: finding)
        case .tasks(let finding): phrase(for: finding)
        case .references(let missing): phrase(forMissing: missing)
        case .clock(let finding): phrase(for: finding)
        case .files(let finding): phrase(for: finding)
        case .uploads(let finding): phrase(for: finding)
        case .space(let finding): phrase(for: finding)
        case .unanswered(let check, let reason, let isDamage):
            Phrase(
                words: "cannot be looked at: \(reason)",
                wayOut: !isDamage
                    ? "look again later" : check == .integrity ? rescue : "see 'integrity'")
        }
    }

    /// What is done about a damaged database.
    var rescue: String {
        let path = data.databasePath.shellWord
        return "restore a backup; without one, save what is left: "
            + "sqlite3 \(path) .recover | sqlite3 new.db"
    }

    /// `a, b and 1 more`
    static func list(_ seen: Sightings) -> String {
        let more = seen.count - Int64(seen.first.count)
        let shown = seen.first.map(short).joined(separator: ", ")
        return more > 0 ? "\(shown) and \(more) more" : shown
    }

    /// Ids are whole, so that they can be looked for; hashes are as long as finds them.
    private static func short(_ name: String) -> String {
        name.cut(toWidth: name.hasPrefix("sha256:") ? 20 : 40)
    }

    /// `v in 2 rows (a, b), body in 1 row (c)`
    static func list(_ odd: OddValues) -> String? {
        guard !odd.isEmpty else { return nil }
        let columns = odd.columns.map { column in
            "\(column.name) in \(CountText.of(column.rows.count, "row")) (\(list(column.rows)))"
        }
        return "odd values: " + columns.joined(separator: ", ")
    }
}

extension String {
    /// As a shell reads it as one word.
    fileprivate var shellWord: String {
        let isPlain = utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || "/._-+:".utf8.contains(byte)
        }
        return isPlain
            ? self
            : "'\(split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
    }
}
