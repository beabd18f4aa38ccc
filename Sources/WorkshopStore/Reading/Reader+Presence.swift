import WorkshopModel

extension Reader {
    /// Agents seen lately, sorted by name, bytewise: their rows first, then what is in them.
    func presence(byteLimit: Int) throws(SQLiteError) -> PresencePage {
        try connection.reading { () throws(SQLiteError) in
            let select = try connection.statement(
                """
                SELECT rowid FROM presence
                WHERE last_seen > ?1 AND last_seen < ?2 ORDER BY agent_id
                """)
            defer { select.reset() }
            bindWindow(to: select)
            var rows: [Int64] = []
            while try select.step() { rows.append(select.integer(0)) }
            return try page(rows[...], byteLimit: byteLimit)
        }
    }

    func presence(
        continuing rest: PresencePage.Rest, byteLimit: Int
    ) throws(SQLiteError) -> PresencePage {
        try connection.reading { () throws(SQLiteError) in
            try page(rest.keys, byteLimit: byteLimit)
        }
    }

    private func page(
        _ rows: ArraySlice<Int64>, byteLimit: Int
    ) throws(SQLiteError) -> PresencePage {
        let select = try connection.statement(
            "SELECT agent_id, last_seen, channels, meta FROM presence WHERE rowid = ?1")
        return try PresencePage(rows, byteLimit: byteLimit) { agent in
            agent.channels.reduce(128 + agent.meta.bytes.count) { $0 + $1.utf8.count }
        } read: { row throws(SQLiteError) in
            defer { select.reset() }
            select.bind(1, row)
            guard try select.step() else { return nil }
            return PresenceRecord(
                agent: AgentName(unchecked: select.text(0)),
                lastSeen: Timestamp(seconds: select.double(1)),
                channels: select.strings(2), meta: select.json(3, depth: 1))
        }
    }

    func counts() throws(SQLiteError) -> StoreCounts {
        let select = try connection.statement(
            "SELECT count(*) FROM presence WHERE last_seen > ?1 AND last_seen < ?2")
        defer { select.reset() }
        bindWindow(to: select)
        let agents = try select.step() ? select.integer(0) : 0
        let totals = catalog.totals
        return StoreCounts(
            messages: totals.messages, tasks: totals.tasks, agentsLive: Int(agents))
    }

    /// Bounded on both sides: when the clock is set back, what was seen "in the future" is not
    /// here until it is seen again.
    private func bindWindow(to select: Statement) {
        let now = clock()
        select.bind(1, now.adding(milliseconds: -Limits.presenceMilliseconds).seconds)
        select.bind(2, now.adding(milliseconds: Limits.presenceMilliseconds).seconds)
    }
}
