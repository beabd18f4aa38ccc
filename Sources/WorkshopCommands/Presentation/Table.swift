/// Rows under headings, aligned by what a terminal shows of them.
///
/// The last column is cut where the line would be wider than the terminal; the others are shown
/// whole, because people copy ids and names out of them.
struct Table {
    struct Column {
        var title: String
        var isNumeric = false
    }

    struct Cell {
        var text: String
        var tint: TextStyle.Tint

        /// - Parameter text: anybody's; it is made inert here.
        init(_ text: String, _ tint: TextStyle.Tint = .plain) {
            self.text = text.inert
            self.tint = tint
        }
    }

    /// A cut column is no narrower than this; below, the terminal wraps it.
    private static let narrowest = 16
    private static let gap = "  "

    private let columns: [Column]
    private var rows: [[Cell]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    mutating func add(_ cells: [Cell]) {
        precondition(cells.count == columns.count, "a row has as many cells as there are columns")
        rows.append(cells)
    }

    /// All lines; nothing when there is no row.
    func text(_ style: TextStyle) -> String {
        guard !rows.isEmpty else { return "" }
        let widths = widths(style)
        let heading = columns.map { Cell($0.title, .dim) }
        return ([heading] + rows).map { line($0, widths, style) + "\n" }.joined()
    }

    private func widths(_ style: TextStyle) -> [Int] {
        var widths = columns.indices.map { index in
            rows.reduce(columns[index].title.displayWidth) { width, row in
                max(width, row[index].text.displayWidth)
            }
        }
        let others = widths.dropLast().reduce(0) { $0 + $1 + Table.gap.count }
        let left = style.columns - others
        if let last = widths.indices.last, left >= Table.narrowest {
            widths[last] = min(widths[last], left)
        }
        return widths
    }

    private func line(_ cells: [Cell], _ widths: [Int], _ style: TextStyle) -> String {
        let parts = cells.indices.map { index in
            let text = cells[index].text.cut(toWidth: widths[index])
            let isLast = index == cells.count - 1
            let padded =
                isLast && !columns[index].isNumeric
                ? text : text.padded(toWidth: widths[index], onLeft: columns[index].isNumeric)
            return style.paint(padded, cells[index].tint)
        }
        return parts.joined(separator: Table.gap)
    }
}
