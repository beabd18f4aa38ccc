import WorkshopModel

/// Reads tasks, each with what stands beside it in `workshop_tasks`; used by readers and by the
/// writer, which so sees what its own transaction has done.
enum TaskRows {
    static let interruptsQuery: StaticString = """
        SELECT w.id, title, interrupt_from, interrupt_reason, interrupt_ts
        FROM workshop_tasks AS w INDEXED BY workshop_tasks_interrupted
        CROSS JOIN tasks AS t ON t.id = w.id
        WHERE interrupt_ts IS NOT NULL AND status = 'claimed' AND claimed_by = ?1
        ORDER BY w.id
        """

    static func task(_ id: String, on connection: Connection) throws(SQLiteError) -> TaskRecord? {
        let select = try connection.statement(
            """
            SELECT t.id, created_at, updated_at, created_by, assigned_to, claimed_by, claimed_at,
                status, title, context, result, files, ch,
                claim, interrupt_from, interrupt_reason, interrupt_ts, lease_until
            FROM tasks AS t LEFT JOIN workshop_tasks AS w ON w.id = t.id
            WHERE t.id = ?1
            """)
        defer { select.reset() }
        select.bind(1, id)
        return try select.step() ? record(select) : nil
    }

    /// Interrupted tasks that an agent holds, oldest first. Few tasks are interrupted at a time,
    /// so the walk begins there.
    static func interrupts(
        of agent: AgentName, on connection: Connection
    ) throws(SQLiteError) -> [InterruptNotice] {
        let select = try connection.statement(interruptsQuery)
        defer { select.reset() }
        select.bind(1, agent.text)
        var notices: [InterruptNotice] = []
        while try select.step() {
            notices.append(
                InterruptNotice(
                    taskID: select.text(0), title: select.text(1),
                    interrupt: TaskInterrupt(
                        from: AgentName(unchecked: select.text(2)),
                        reason: select.optionalText(3),
                        timestamp: Timestamp(seconds: select.double(4)))))
        }
        return notices
    }

    /// A task of the current row.
    ///
    /// The shared table rules: others may have changed a status by hand, and a claim or an
    /// interrupt that does not go with it is not shown.
    private static func record(_ row: Statement) -> TaskRecord {
        let status = TaskStatus(rawValue: row.text(7)) ?? .open
        var interrupt: TaskInterrupt?
        if status == .claimed, let time = row.time(16) {
            interrupt = TaskInterrupt(
                from: AgentName(unchecked: row.text(14)), reason: row.optionalText(15),
                timestamp: time)
        }
        return TaskRecord(
            id: row.text(0), createdAt: Timestamp(seconds: row.double(1)),
            updatedAt: Timestamp(seconds: row.double(2)),
            createdBy: AgentName(unchecked: row.text(3)),
            assignedTo: row.optionalText(4).map { AgentName(unchecked: $0) },
            claimedBy: row.optionalText(5).map { AgentName(unchecked: $0) },
            claimedAt: row.time(6), status: status, title: row.text(8),
            context: row.json(9, depth: 1), result: row.isNull(10) ? nil : row.json(10, depth: 1),
            files: row.strings(11), channel: ChannelName(unchecked: row.text(12)),
            interrupt: interrupt, claim: status == .open ? nil : row.optionalText(13),
            leaseUntil: status == .claimed ? row.time(17) : nil)
    }
}

extension Statement {
    /// Seconds since the epoch; `nil` for `NULL`.
    func time(_ column: Int32) -> Timestamp? {
        isNull(column) ? nil : Timestamp(seconds: double(column))
    }
}
