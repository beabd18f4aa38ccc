import WorkshopModel

extension WriteSession {
    /// Inserts a message; its id is above every id given before.
    ///
    /// A row that others have put in may already have the next id: then that id is passed over.
    func append(_ draft: MessageDraft) throws(WriteFailure) -> Message {
        while true {
            let id = try nextID()
            let message = Message(draft, id: id, timestamp: timestamp())
            guard try storing({ () throws(SQLiteError) in try insert(message, draft) }) else {
                continue
            }
            changes.messages.append(message)
            changes.counters.add(1, to: Pair(channel: draft.channel, type: draft.type))
            changes.touchesMarks = true
            return message
        }
    }

    /// - Returns: `false` when a row with this id is there already.
    private func insert(
        _ message: Message, _ draft: MessageDraft
    ) throws(SQLiteError) -> Bool {
        let insert = try connection.statement(
            """
            INSERT INTO messages(id, ts, from_id, ch, type, v, body, files, reply_to)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """)
        defer { insert.reset() }
        insert.bind(1, message.id)
        insert.bind(2, message.timestamp.seconds)
        insert.bind(3, draft.from.text)
        insert.bind(4, draft.channel.text)
        insert.bind(5, draft.type.text)
        insert.bind(6, draft.version)
        insert.bind(7, draft.body.bytes)
        insert.bind(8, JSONText(hashes: draft.files).bytes)
        insert.bind(9, draft.replyTo)
        do throws(SQLiteError) {
            _ = try insert.step()
            return true
        } catch  where error.isDoubledKey {
            return false
        }
    }
}

extension JSONText {
    /// An array of hashes, as rows keep them.
    init(hashes: [BlobHash]) {
        self = hashes.isEmpty ? .emptyArray : JSONText(strings: hashes.map(\.text))
    }
}
