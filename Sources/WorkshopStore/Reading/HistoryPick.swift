import WorkshopModel

/// Finds the rows of a history answer, slice by slice, before any of them is read.
///
/// Valid ids up to the mark come first. Only a plain `n` that they do not fill goes on to the
/// rows that others put in, which count as older than all.
struct HistoryPick: Sendable {
    /// Rows looked at in one transaction when each must be looked inside.
    private static let rowsExamined = 10_000

    static let namelessQuery: StaticString = """
        SELECT rowid FROM messages WHERE id IS NULL OR id = '' OR id >= x'' LIMIT ?1
        """

    private let query: HistoryQuery
    private let limit: Int
    private var stage = Stage.start
    /// In the order in which they were met, as the following are.
    private var valid: [Int64] = []
    private var oddAboveMark: [Int64] = []
    private var oddBelowMark: [Int64] = []
    private var nameless: [Int64] = []

    private enum Stage: Sendable {
        case start
        case valid(IDRange, mark: ULID)
        case aboveMark(IDRange)
        case nameless
        case finished
    }

    init(_ query: HistoryQuery) {
        self.query = query
        switch query.extent {
        case .first(let count), .last(let count): limit = count
        }
    }

    /// The rows in the order of the answer; asked for when ``slice(on:)`` has finished.
    var rows: ArraySlice<Int64> {
        guard isDescending else { return valid[...] }
        let odd = (oddAboveMark + oddBelowMark + nameless).prefix(limit - valid.count)
        return (valid + odd).reversed()[...]
    }

    /// Looks on.
    ///
    /// - Returns: whether all rows are found.
    mutating func slice(on reader: Reader) throws(SQLiteError) -> Bool {
        // Moved into the transaction and back, so that a failed one leaves no half.
        var next = self
        try reader.connection.reading { () throws(SQLiteError) in try next.advance(on: reader) }
        self = next
        if case .finished = stage { return true }
        return false
    }

    private var isDescending: Bool {
        switch query.extent {
        case .first: false
        case .last: true
        }
    }

    /// Whether rows without a valid id are wanted.
    private var isPlain: Bool { isDescending && query.since == nil && query.before == nil }

    private mutating func advance(on reader: Reader) throws(SQLiteError) {
        // Also takes the snapshot, before the catalog is asked.
        let mark = try reader.marks().newest
        let plan = RowPlan(query.filter, catalog: reader.catalog, count: limit)
        if case .start = stage { stage = .valid(range(upTo: mark), mark: mark) }
        switch stage {
        case .valid(let range, let mark):
            guard let rest = try pickValid(range, plan, reader) else {
                let isFull = valid.count >= limit || !isPlain
                stage = isFull ? .finished : .aboveMark(IDRange(above: mark, isDescending: true))
                return
            }
            stage = .valid(rest, mark: mark)
        case .aboveMark(let range):
            let rest = try pickAboveMark(range, newest: mark, plan, reader)
            stage = rest.map { .aboveMark($0) } ?? .nameless
        case .nameless:
            try pickNameless(reader)
            stage = .finished
        case .start, .finished: break
        }
    }

    private func range(upTo mark: ULID) -> IDRange {
        var range = IDRange(
            after: query.since ?? .zero, through: mark, isDescending: isDescending)
        if let before = query.before, before <= mark { range.before = Array(before.text.utf8) }
        if isPlain { range.after = [] }
        return range
    }

    /// - Returns: where to go on; `nil` when enough is found or nothing is left.
    private mutating func pickValid(
        _ range: IDRange, _ plan: RowPlan, _ reader: Reader
    ) throws(SQLiteError) -> IDRange? {
        var walk = try RowWalk(range, plan, query.filter, reader)
        while valid.count < limit, let row = try walk.next() {
            if row.key.id != nil {
                valid.append(row.rowID)
            } else if isPlain, oddBelowMark.count < limit {
                oddBelowMark.append(row.rowID)
            }
        }
        return valid.count < limit ? walk.rest : nil
    }

    /// - Parameter newest: the mark of this snapshot. It may have moved since the valid rows were
    ///   picked, and then what lies below it is no row of others, but came too late.
    private mutating func pickAboveMark(
        _ range: IDRange, newest: ULID, _ plan: RowPlan, _ reader: Reader
    ) throws(SQLiteError) -> IDRange? {
        var walk = try RowWalk(range, plan, query.filter, reader)
        while valid.count + oddAboveMark.count < limit, let row = try walk.next() {
            if let id = row.key.id, id <= newest { continue }
            oddAboveMark.append(row.rowID)
        }
        return valid.count + oddAboveMark.count < limit ? walk.rest : nil
    }

    /// Rows whose id is `NULL`, empty or no text: outside every range of texts.
    private mutating func pickNameless(_ reader: Reader) throws(SQLiteError) {
        let select = try reader.connection.statement(HistoryPick.namelessQuery)
        defer { select.reset() }
        select.bind(1, Int64(HistoryPick.rowsExamined))
        let messages = try MessageRows(on: reader.connection)
        while try select.step() {
            let rowID = select.integer(0)
            if try messages.isWanted(rowID, by: query.filter) { nameless.append(rowID) }
        }
    }

    /// Rows of a range that the filter wants, as far as one transaction may look.
    private struct RowWalk {
        private var rows: MergedRows
        private let messages: MessageRows?
        private let filter: MessageFilter
        private var range: IDRange
        private var examined = 0
        /// Where to go on after the last row; `nil` when nothing is left.
        private(set) var rest: IDRange?

        init(
            _ range: IDRange, _ plan: RowPlan, _ filter: MessageFilter, _ reader: Reader
        ) throws(SQLiteError) {
            self.range = range
            self.filter = filter
            rows = try MergedRows(plan.sources, range, on: reader.connection)
            messages = plan.mustLookInside ? try MessageRows(on: reader.connection) : nil
        }

        mutating func next() throws(SQLiteError) -> PickedRow? {
            while let row = try rows.next() {
                examined += 1
                if try messages?.isWanted(row.rowID, by: filter) ?? true { return row }
                if examined >= HistoryPick.rowsExamined {
                    range.advance(past: row.key)
                    rest = range
                    return nil
                }
            }
            return nil
        }
    }
}
