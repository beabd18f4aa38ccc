import WorkshopModel

extension WriteSession {
    /// Deletes the next few rows whose time is over.
    ///
    /// - Returns: the run as it stands afterwards.
    func pruneSlice(_ run: Retention) throws(WriteFailure) -> Retention {
        var run = run
        try storing { () throws(SQLiteError) in
            switch run.stage {
            case .messages:
                guard let time = run.messagesBefore else { return run.stage = .heartbeats }
                // No message of this server is ever old by its id and young by its `ts`, but
                // one that others put in may be.
                let limit = min(
                    ULID(firstOf: time), marks.generator.last.successor ?? .greatest)
                if try pruneMessages(&run, below: limit, before: time) {
                    run.stage = .oddMessages
                    run.position = Array(marks.generator.last.text.utf8)
                }
            case .oddMessages:
                guard let time = run.messagesBefore else { return run.stage = .heartbeats }
                if try pruneMessages(&run, below: nil, before: time) { run.stage = .heartbeats }
            case .heartbeats:
                if try pruneHeartbeats(before: run.heartbeatsBefore) { run.stage = .keys }
            case .keys:
                if try pruneKeys(before: run.keysBefore) { run.stage = .finished }
            case .finished: break
            }
        }
        return run
    }

    /// - Parameter limit: exclusive; `nil` goes on to the end.
    /// - Returns: whether there are no more rows.
    private func pruneMessages(
        _ run: inout Retention, below limit: ULID?, before time: Timestamp
    ) throws(SQLiteError) -> Bool {
        let rows = try oldRows(run, below: limit)
        for row in rows {
            run.position = row.id
            guard row.timestamp < time else { continue }
            try deleteMessage(row)
            run.deleted += 1
        }
        return rows.count < Retention.sliceRows
    }

    private struct OldRow {
        let id: [UInt8]
        let rowID: Int64
        let timestamp: Timestamp
        let pair: Pair
    }

    private func oldRows(_ run: Retention, below limit: ULID?) throws(SQLiteError) -> [OldRow] {
        let select = try connection.statement(
            """
            SELECT id, rowid, ts, ch, type FROM messages WHERE id > ?1 AND id < ?2
            ORDER BY id LIMIT ?3
            """)
        defer { select.reset() }
        select.bind(1, run.position)
        if let limit { select.bind(2, limit) } else { select.bindAboveAllText(2) }
        select.bind(3, Int64(Retention.sliceRows))
        var rows: [OldRow] = []
        while try select.step() {
            rows.append(
                OldRow(
                    id: select.bytes(0), rowID: select.integer(1),
                    timestamp: Timestamp(seconds: select.double(2)),
                    pair: Pair(
                        channel: ChannelName(unchecked: select.text(3)),
                        type: MessageType(unchecked: select.text(4)))))
        }
        return rows
    }

    private func deleteMessage(_ row: OldRow) throws(SQLiteError) {
        let delete = try connection.statement("DELETE FROM messages WHERE rowid = ?1")
        defer { delete.reset() }
        delete.bind(1, row.rowID)
        _ = try delete.step()
        changes.counters.add(-1, to: row.pair)
        let id = row.id.withUnsafeBufferPointer { ULID(utf8: $0) }
        guard let id, id <= marks.generator.last else { return }
        changes.prunedThrough = max(changes.prunedThrough ?? .zero, id)
        marks.pruned = max(marks.pruned, id)
        changes.touchesMarks = true
    }

    private func pruneHeartbeats(before time: Timestamp) throws(SQLiteError) -> Bool {
        let delete = try connection.statement(
            """
            DELETE FROM presence WHERE rowid IN
                (SELECT rowid FROM presence WHERE last_seen < ?1 LIMIT ?2)
            """)
        defer { delete.reset() }
        delete.bind(1, time.seconds)
        delete.bind(2, Int64(Retention.sliceRows))
        _ = try delete.step()
        return connection.changedRows < Retention.sliceRows
    }

    private func pruneKeys(before time: Timestamp) throws(SQLiteError) -> Bool {
        let delete = try connection.statement(
            """
            DELETE FROM workshop_keys WHERE (sender, key) IN
                (SELECT sender, key FROM workshop_keys WHERE at <= ?1 LIMIT ?2)
            """)
        defer { delete.reset() }
        delete.bind(1, time.milliseconds)
        delete.bind(2, Int64(Retention.sliceRows))
        _ = try delete.step()
        return connection.changedRows < Retention.sliceRows
    }
}
