import WorkshopModel

/// One stretch of an index, read a few rows at a time.
///
/// All sources of a kind share one prepared statement, so a merge may have any number of them.
struct RowSource {
    enum Kind: Sendable {
        case everything
        case channel(ChannelName)
        case pair(Pair)
    }

    private static let firstChunk = 8
    private static let largestChunk = 512

    private let kind: Kind
    private var range: IDRange
    private var rows: [PickedRow] = []
    private var next = 0
    private var chunk: Int
    private var isExhausted = false

    /// - Parameter isAlone: whether all rows will come from here, so that it reads more at once.
    init(_ kind: Kind, _ range: IDRange, isAlone: Bool) {
        self.kind = kind
        self.range = range
        chunk = isAlone ? RowSource.largestChunk / 4 : RowSource.firstChunk
    }

    /// The next row, read on from the index when needed; `nil` after the last.
    mutating func head(on connection: Connection) throws(SQLiteError) -> PickedRow? {
        if next == rows.count, !isExhausted { try refill(on: connection) }
        return next < rows.count ? rows[next] : nil
    }

    mutating func dropHead() { next += 1 }

    private mutating func refill(on connection: Connection) throws(SQLiteError) {
        rows.removeAll(keepingCapacity: true)
        next = 0
        let select = try connection.statement(kind.query(descending: range.isDescending))
        defer { select.reset() }
        kind.bind(to: select)
        select.bind(1, range.after)
        if let before = range.before { select.bind(2, before) } else { select.bindAboveAllText(2) }
        select.bind(3, Int64(chunk))
        while try select.step() {
            rows.append(
                PickedRow(key: select.withBytes(0) { RowKey($0) }, rowID: select.integer(1)))
        }
        isExhausted = rows.count < chunk
        if let last = rows.last { range.advance(past: last.key) }
        chunk = min(2 * chunk, RowSource.largestChunk)
    }
}

extension RowSource.Kind {
    /// Every query reads nothing but an index, and says which: what `ANALYZE` by somebody else
    /// leaves behind must not change the plan.
    func query(descending: Bool) -> StaticString {
        switch (self, descending) {
        case (.everything, false):
            """
            SELECT id, rowid FROM messages INDEXED BY sqlite_autoindex_messages_1
            WHERE id > ?1 AND id < ?2 ORDER BY id LIMIT ?3
            """
        case (.everything, true):
            """
            SELECT id, rowid FROM messages INDEXED BY sqlite_autoindex_messages_1
            WHERE id > ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3
            """
        case (.channel, false):
            """
            SELECT id, rowid FROM messages INDEXED BY workshop_messages_ch
            WHERE ch = ?4 AND id > ?1 AND id < ?2 ORDER BY id LIMIT ?3
            """
        case (.channel, true):
            """
            SELECT id, rowid FROM messages INDEXED BY workshop_messages_ch
            WHERE ch = ?4 AND id > ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3
            """
        case (.pair, false):
            """
            SELECT id, rowid FROM messages INDEXED BY workshop_messages_ch_type
            WHERE ch = ?4 AND type = ?5 AND id > ?1 AND id < ?2 ORDER BY id LIMIT ?3
            """
        case (.pair, true):
            """
            SELECT id, rowid FROM messages INDEXED BY workshop_messages_ch_type
            WHERE ch = ?4 AND type = ?5 AND id > ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3
            """
        }
    }

    fileprivate func bind(to select: Statement) {
        switch self {
        case .everything: break
        case .channel(let channel): select.bind(4, channel.text)
        case .pair(let pair):
            select.bind(4, pair.channel.text)
            select.bind(5, pair.type.text)
        }
    }
}
