import WorkshopModel
import WorkshopStore

/// A finding in words: what was found, and what can be done about it.
struct FindingText {
    /// Columns of the longest check's name.
    private static let nameWidth = Finding.Check.allCases.map(\.rawValue.count).max() ?? 0

    let level: Finding.Level
    let check: Finding.Check
    /// Lower case, no full stop; may hold what others wrote.
    let words: String
    /// `nil` where nothing need be done.
    let wayOut: String?

    init(_ finding: Finding, _ data: DataOptions) {
        level = finding.level
        check = finding.check
        let phrase = FindingPhrases(data).phrase(for: finding)
        words = phrase.words
        wayOut = level == .fine ? nil : phrase.wayOut
    }

    /// For a terminal, without the last line break.
    func lines(_ style: TextStyle) -> String {
        let name = check.rawValue.padded(toWidth: FindingText.nameWidth)
        let indent = Finding.Level.width + FindingText.nameWidth + 4
        let width = max(20, style.columns - indent)
        let shown = words.inert.wrapped(toWidth: width)
        let hints = wayOut.map { $0.inert.wrapped(toWidth: width) } ?? []
        let start =
            style.paint(level.name.padded(toWidth: Finding.Level.width), level.tint)
            + "  " + style.paint(name, .dim) + "  "
        return start
            + (shown + hints.map { style.paint($0, .cyan) })
            .joined(separator: "\n" + String(repeating: " ", count: indent))
    }
}

extension Finding.Level {
    static let width = 5

    var name: String {
        switch self {
        case .fine: "ok"
        case .note: "note"
        case .fault: "fault"
        }
    }

    fileprivate var tint: TextStyle.Tint {
        switch self {
        case .fine: .green
        case .note: .yellow
        case .fault: .red
        }
    }
}
