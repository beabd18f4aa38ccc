import WorkshopModel

extension Reader {
    func task(_ id: String) throws(SQLiteError) -> TaskRecord? {
        try TaskRows.task(id, on: connection)
    }

    /// Newest first: ids first, from the index that names the fewest, then the tasks.
    func tasks(_ query: TaskListQuery, byteLimit: Int) throws(SQLiteError) -> TaskPage {
        try connection.reading { () throws(SQLiteError) in
            var ids: Set<String> = []
            for select in try selects(query) { ids.formUnion(try taskIDs(query, select)) }
            let newest = ids.sorted { $1.utf8.lexicographicallyPrecedes($0.utf8) }
            return try page(newest.prefix(query.limit), byteLimit: byteLimit)
        }
    }

    func tasks(
        continuing rest: TaskPage.Rest, byteLimit: Int
    ) throws(SQLiteError) -> TaskPage {
        try connection.reading { () throws(SQLiteError) in
            try page(rest.keys, byteLimit: byteLimit)
        }
    }

    private func page(
        _ ids: ArraySlice<String>, byteLimit: Int
    ) throws(SQLiteError) -> TaskPage {
        try TaskPage(ids, byteLimit: byteLimit) { task in
            512 + task.context.bytes.count + (task.result?.bytes.count ?? 0)
        } read: { id throws(SQLiteError) in
            try TaskRows.task(id, on: connection)
        }
    }

    /// One query, or two for an agent: what is assigned to it and what it has claimed.
    private func selects(_ query: TaskListQuery) throws(SQLiteError) -> [Statement] {
        if query.agent != nil {
            return [
                try connection.statement(
                    """
                    SELECT id FROM tasks INDEXED BY workshop_tasks_assigned_to
                    WHERE assigned_to = ?1 AND id < ?2 AND (?3 IS NULL OR status = ?3)
                        AND (?4 IS NULL OR ch = ?4) ORDER BY id DESC LIMIT ?5
                    """),
                try connection.statement(
                    """
                    SELECT id FROM tasks INDEXED BY workshop_tasks_claimed_by
                    WHERE claimed_by = ?1 AND id < ?2 AND (?3 IS NULL OR status = ?3)
                        AND (?4 IS NULL OR ch = ?4) ORDER BY id DESC LIMIT ?5
                    """),
            ]
        }
        // Few tasks are open or claimed; many are done.
        if let status = query.status, status != .done || query.channel == nil {
            return [
                try connection.statement(
                    """
                    SELECT id FROM tasks INDEXED BY workshop_tasks_status
                    WHERE status = ?3 AND id < ?2 AND (?4 IS NULL OR ch = ?4)
                    ORDER BY id DESC LIMIT ?5
                    """)
            ]
        }
        if query.channel != nil {
            return [
                try connection.statement(
                    """
                    SELECT id FROM tasks INDEXED BY workshop_tasks_ch
                    WHERE ch = ?4 AND id < ?2 AND (?3 IS NULL OR status = ?3)
                    ORDER BY id DESC LIMIT ?5
                    """)
            ]
        }
        return [
            try connection.statement(
                "SELECT id FROM tasks WHERE id < ?2 ORDER BY id DESC LIMIT ?5")
        ]
    }

    private func taskIDs(
        _ query: TaskListQuery, _ select: Statement
    ) throws(SQLiteError) -> [String] {
        defer { select.reset() }
        select.bind(5, Int64(query.limit))
        if let before = query.before { select.bind(2, before) } else { select.bindAboveAllText(2) }
        select.bind(1, query.agent?.text)
        select.bind(3, query.status?.rawValue)
        select.bind(4, query.channel?.text)
        var ids: [String] = []
        while try select.step() { ids.append(select.text(0)) }
        return ids
    }
}
