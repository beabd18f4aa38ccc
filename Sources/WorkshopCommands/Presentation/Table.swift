/// Rows under headings, aligned by what a terminal shows of them.
///
/// Where a line would be wider than the terminal, columns that can go are left out, then the
/// widest are cut as far as they still tell something, then whichever is widest; columns of ids
/// are always shown whole, because people copy out of them.
struct Table {
    struct Column {
        var title: String
        var isNumeric = false
        /// Never cut.
        var isWhole = false
        /// Left out on terminals narrower than this.
        var neededColumns = 0
        /// Cut below this only when all are.
        var comfortable = 16
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
        let kept = columns.indices.filter { columns[$0].neededColumns <= style.columns }
        var table = Table(kept.map { columns[$0] })
        for row in rows { table.add(kept.map { row[$0] }) }
        return table.lines(style).map { $0 + "\n" }.joined()
    }

    private func lines(_ style: TextStyle) -> [String] {
        let widths = widths(style)
        let heading = columns.map { Cell($0.title, .dim) }
        return ([heading] + rows).map { line($0, widths, style) }
    }

    private func widths(_ style: TextStyle) -> [Int] {
        var widths = columns.indices.map { index in
            rows.reduce(columns[index].title.displayWidth) { width, row in
                max(width, row[index].text.displayWidth)
            }
        }
        var excess =
            widths.reduce(0) { $0 + $1 + Table.gap.count } - Table.gap.count - style.columns
        func cut(_ candidates: (Int) -> Bool) {
            while excess > 0,
                let widest = cuttable(widths).filter(candidates).max(by: {
                    widths[$0] < widths[$1]
                })
            {
                widths[widest] -= 1
                excess -= 1
            }
        }
        cut { widths[$0] > columns[$0].comfortable }
        cut { _ in true }
        return widths
    }

    /// Headings stay whole.
    private func least(_ index: Int) -> Int { columns[index].title.displayWidth }

    private func cuttable(_ widths: [Int]) -> [Int] {
        columns.indices.filter { !columns[$0].isWhole && widths[$0] > least($0) }
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
