import WorkshopModel

extension Reader {
    /// Rows looked at for one page: a filter that nothing matches must not hold a snapshot long.
    private static let rowsExamined = 10_000

    /// Mark, gap and rows of one snapshot: invariant 4 rests on `isLast` meaning that nothing
    /// up to the mark is left.
    func streamPage(_ request: StreamPageRequest) throws(SQLiteError) -> StreamPage {
        try connection.reading { () throws(SQLiteError) in
            let marks = try marks()
            // A cursor from the future has seen nothing that is here.
            let start = request.after > marks.newest ? .zero : request.after
            var page = StreamPage(
                messages: [], reachedThrough: start, isLast: false,
                gap: try gap(request, marks: marks, start: start))
            try fill(&page, request, through: marks.newest)
            return page
        }
    }

    private func fill(
        _ page: inout StreamPage, _ request: StreamPageRequest, through mark: ULID
    ) throws(SQLiteError) {
        let plan = RowPlan(request.filter, catalog: catalog, count: request.rowLimit)
        let range = IDRange(after: page.reachedThrough, through: mark, isDescending: false)
        var rows = try MergedRows(plan.sources, range, on: connection)
        let messages = try MessageRows(on: connection)
        var bytes = 0
        var examined = 0
        while let row = try rows.next() {
            guard let id = row.key.id else { continue }
            examined += 1
            let message = try messages.message(row.rowID, id: id, wanted: request.filter)
            page.reachedThrough = id
            if let message {
                page.messages.append(message)
                bytes += message.line.count
            }
            if bytes >= request.byteLimit || page.messages.count >= request.rowLimit
                || examined >= Reader.rowsExamined
            {
                return
            }
        }
        page.reachedThrough = mark
        page.isLast = true
    }

    /// The beginning is never a gap. Otherwise it is one when retention has deleted a message
    /// above the cursor, on whatever channel, or when the cursor is above all ids given.
    private func gap(
        _ request: StreamPageRequest, marks: Marks, start: ULID
    ) throws(SQLiteError) -> GapNotice? {
        let cursor = request.after
        guard cursor != .zero, cursor < marks.pruned || cursor > marks.newest else { return nil }
        let plan = RowPlan(
            MessageFilter(channels: request.filter.channels), catalog: catalog, count: 1)
        var rows = try MergedRows(
            plan.sources, IDRange(after: start, through: marks.newest, isDescending: false),
            on: connection)
        var first: ULID?
        while first == nil, let row = try rows.next() { first = row.key.id }
        return GapNotice(requested: cursor, firstAvailable: first)
    }
}
