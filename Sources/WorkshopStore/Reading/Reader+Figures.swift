import WorkshopModel

extension Reader {
    /// Up to how many tasks of a status are counted: more of them are told as so many.
    private static let countedTasks: Int64 = 100_000

    func figures(_ room: RoomMeasure) throws(SQLiteError) -> StoreFigures {
        let counts = try counts()
        let open = try count(.open)
        let claimed = try count(.claimed)
        // Many are done, which nobody need count.
        let done = max(0, counts.tasks - open - claimed)
        return StoreFigures(
            counts: counts, tasks: [.open: open, .claimed: claimed, .done: done], room: room.run())
    }

    private func count(_ status: TaskStatus) throws(SQLiteError) -> Int64 {
        let select = try connection.statement(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM tasks INDEXED BY workshop_tasks_status
                WHERE status = ?1 LIMIT ?2)
            """)
        defer { select.reset() }
        select.bind(1, status.rawValue)
        select.bind(2, Reader.countedTasks)
        return try select.step() ? select.integer(0) : 0
    }
}
