import WorkshopModel

/// Reads messages by row, and makes of rows that others put in as much as the envelope allows.
struct MessageRows {
    private let select: Statement

    init(on connection: Connection) throws(SQLiteError) {
        select = try connection.statement(
            """
            SELECT id, ts, from_id, ch, type, v, body, files, reply_to FROM messages
            WHERE rowid = ?1
            """)
    }

    /// The message whose id is known; `nil` when the filter does not want it or it is gone.
    func message(
        _ rowID: Int64, id: ULID, wanted filter: MessageFilter
    ) throws(SQLiteError) -> Message? {
        defer { select.reset() }
        select.bind(1, rowID)
        guard try select.step() else { return nil }
        let names = names()
        guard filter.matches(channel: names.channel, type: names.type, from: names.from) else {
            return nil
        }
        return Message(
            id: id, timestamp: Timestamp(seconds: select.double(1)), channel: names.channel,
            from: names.from, type: names.type, line: line(names))
    }

    /// Whether the row is there and the filter wants it.
    func isWanted(_ rowID: Int64, by filter: MessageFilter) throws(SQLiteError) -> Bool {
        defer { select.reset() }
        select.bind(1, rowID)
        guard try select.step() else { return false }
        let names = names()
        return filter.matches(channel: names.channel, type: names.type, from: names.from)
    }

    /// The envelope of a row with any id, as one line without line break; `nil` when it is gone.
    func line(_ rowID: Int64) throws(SQLiteError) -> [UInt8]? {
        defer { select.reset() }
        select.bind(1, rowID)
        return try select.step() ? line(names()) : nil
    }

    private struct Names {
        let from: AgentName
        let channel: ChannelName
        let type: MessageType
    }

    private func names() -> Names {
        Names(
            from: AgentName(unchecked: select.text(2)),
            channel: ChannelName(unchecked: select.text(3)),
            type: MessageType(unchecked: select.text(4)))
    }

    private func line(_ names: Names) -> [UInt8] {
        Message.encode(
            id: select.text(0), timestamp: Timestamp(seconds: select.double(1)),
            from: names.from, channel: names.channel, type: names.type,
            version: select.isInteger(5) ? select.integer(5) : 1,
            body: select.json(6, depth: 1), files: files(), replyTo: select.optionalText(8))
    }

    /// Nearly always empty; what is no array of strings becomes what strings there are.
    private func files() -> JSONText {
        let isEmpty = select.withBytes(7) { $0.elementsEqual("[]".utf8) }
        return isEmpty ? .emptyArray : JSONText(strings: select.strings(7))
    }
}

extension Statement {
    /// A column that should hold JSON; what is none, or nested too deep to be sent, is taken as
    /// the text of a JSON string.
    ///
    /// - Parameter depth: how many levels the envelope puts around it.
    func json(_ column: Int32, depth: Int) -> JSONText {
        let value: JSONText? = withBytes(column) { bytes in
            // Not JSON is no error here: the row may be anybody's.
            try? JSONText(parsing: bytes, depth: depth)
        }
        return value ?? JSONText(string: text(column))
    }

    /// The strings in a column that should hold a JSON array of them.
    func strings(_ column: Int32) -> [String] {
        json(column, depth: 1).elements?.compactMap(\.string) ?? []
    }
}
