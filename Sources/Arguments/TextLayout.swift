/// Lines of text laid out for a terminal of a given width.
struct TextLayout {
    /// Becomes a space where no line ends.
    static let noBreakSpace: Character = "\u{A0}"

    private static let indent = 2
    /// A label longer than this stands on a line of its own, so that one long option does not
    /// push all texts to the right.
    private static let longestLabel = 24
    /// Where texts would get narrower than this, they stand below their labels instead.
    private static let narrowestText = 24

    private let width: Int
    private var lines: [String] = []

    init(width: Int) {
        self.width = max(0, width)
    }

    /// All lines, each ended by a newline.
    var text: String {
        let text = lines.map { "\($0)\n" }.joined()
        return String(text.map { $0 == Self.noBreakSpace ? " " : $0 })
    }

    /// The paragraphs of a text, which have empty lines between them.
    static func paragraphs(of text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.split { $0.allSatisfy(\.isWhitespace) }.map { $0.joined(separator: " ") }
    }

    /// The column at which the texts of these entries begin.
    static func column(for entries: [HelpList.Entry]) -> Int {
        let labels = entries.map(\.label.count).filter { $0 <= longestLabel }
        return indent + (labels.max() ?? longestLabel) + 2
    }

    mutating func addGap() {
        lines.append("")
    }

    mutating func addHeading(_ title: String) {
        addGap()
        add(paragraph: "\(title):")
    }

    /// Adds a line that is never wrapped.
    mutating func add(verbatim line: String) {
        lines.append(line)
    }

    /// Adds wrapped text.
    ///
    /// - Parameters:
    ///   - indent: the column of the first line.
    ///   - hanging: the column of the lines after it.
    mutating func add(paragraph: String, indent: Int = 0, hanging: Int = 0) {
        wrap(paragraph, first: Self.spaces(indent), rest: Self.spaces(hanging))
    }

    /// Adds wrapped text with `prefix` before each line.
    mutating func add(paragraph: String, prefix: String) {
        wrap(paragraph, first: prefix, rest: prefix)
    }

    /// Adds a titled list, or nothing where it is empty.
    mutating func add(_ list: HelpList, column: Int) {
        guard !list.entries.isEmpty else { return }
        addHeading(list.title)
        for entry in list.entries {
            add(entry, column: column)
        }
    }

    private mutating func add(_ entry: HelpList.Entry, column: Int) {
        let label = Self.spaces(Self.indent) + entry.label
        let isNarrow = width - column < Self.narrowestText
        guard isNarrow || label.count + 2 > column else {
            let first = label + Self.spaces(column - label.count)
            return wrap(entry.text, first: first, rest: Self.spaces(column))
        }
        let labelColumn = label.prefix { $0 == " " }.count
        let textColumn = isNarrow ? 2 * Self.indent + 4 : column
        add(paragraph: label, indent: labelColumn, hanging: labelColumn + 4)
        add(paragraph: entry.text, indent: textColumn, hanging: textColumn)
    }

    private mutating func wrap(_ text: String, first: String, rest: String) {
        let words = text.split { $0.isWhitespace && $0 != Self.noBreakSpace }
        var line = first + (words.first ?? "")
        for word in words.dropFirst() {
            if line.count + 1 + word.count > width {
                lines.append(line)
                line = rest + word
            } else {
                line += " \(word)"
            }
        }
        lines.append(line)
    }

    private static func spaces(_ count: Int) -> String {
        String(repeating: " ", count: count)
    }
}
