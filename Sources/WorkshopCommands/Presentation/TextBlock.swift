/// Lines under one another that begin at the same column of a terminal.
struct TextBlock {
    private let indent: Int
    private let width: Int
    private let columns: Int
    /// As they are written, and the columns they take beyond the indent.
    private var lines: [(text: String, width: Int)] = []
    private let isContinued: Bool

    /// - Parameter isContinued: whether the first line is indented too; else something stands
    ///   before it already.
    init(indent: Int, columns: Int, isContinued: Bool) {
        self.indent = indent
        self.columns = columns
        self.isContinued = isContinued
        width = max(1, columns - indent)
    }

    /// Adds a text of anybody's, at its line breaks and where the terminal ends.
    ///
    /// - Returns: whether there was more of it than the lines hold.
    mutating func add(_ text: String, mostLines: Int) -> Bool {
        var shown: [String] = []
        var rest = text[...]
        while shown.count <= mostLines {
            let line = rest.prefix { !$0.isNewline }
            // A character takes at least one column when it is shown, but for marks.
            shown += String(line.prefix(width * (mostLines + 1))).inert
                .wrapped(toWidth: width, mostLines: mostLines + 1)
            rest = rest[line.endIndex...].dropFirst()
            if rest.isEmpty { break }
        }
        let isCut = shown.count > mostLines || !rest.isEmpty
        if isCut {
            shown = Array(shown.prefix(mostLines))
            let last = shown.popLast() ?? ""
            shown.append((last + "…").cut(toWidth: width))
        }
        lines += shown.map { ($0, $0.displayWidth) }
        return isCut
    }

    /// Adds a remark, which is inert, to the last line where it has room, else as a line.
    mutating func append(_ remark: String, _ tint: TextStyle.Tint, _ style: TextStyle) {
        let gap = lines.last?.width == 0 ? 0 : 2
        guard let last = lines.popLast() else { return addLine(remark, tint, style) }
        if last.width + gap + remark.displayWidth <= width {
            let text = last.text + String(repeating: " ", count: gap) + style.paint(remark, tint)
            lines.append((text, last.width + gap + remark.displayWidth))
        } else {
            lines.append(last)
            addLine(remark, tint, style)
        }
    }

    /// Adds a line, which is inert and never wrapped.
    mutating func addLine(_ line: String, _ tint: TextStyle.Tint, _ style: TextStyle) {
        lines.append((style.paint(line, tint), line.displayWidth))
    }

    /// All lines, without the last line break. What is too long for its place begins further to
    /// the left.
    var text: String {
        lines.enumerated().map { index, line in
            let isFirst = index == 0 && !isContinued
            let spaces = isFirst ? 0 : min(indent, max(2, columns - line.width))
            return String(repeating: " ", count: spaces) + line.text
        }.joined(separator: "\n")
    }
}
