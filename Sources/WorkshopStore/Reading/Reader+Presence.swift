import WorkshopModel

extension Reader {
    /// Agents seen lately, sorted by name, bytewise.
    func presence() throws(SQLiteError) -> [PresenceRecord] {
        try connection.reading { () throws(SQLiteError) in
            let select = try connection.statement(
                """
                SELECT agent_id, last_seen, channels, meta FROM presence
                WHERE last_seen > ?1 AND last_seen < ?2 ORDER BY agent_id
                """)
            defer { select.reset() }
            bindWindow(to: select)
            var agents: [PresenceRecord] = []
            while try select.step() {
                agents.append(
                    PresenceRecord(
                        agent: AgentName(unchecked: select.text(0)),
                        lastSeen: Timestamp(seconds: select.double(1)),
                        channels: select.strings(2), meta: select.json(3, depth: 1)))
            }
            return agents
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
