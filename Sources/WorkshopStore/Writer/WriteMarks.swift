import WorkshopModel

/// What the writer must never take back, kept in `workshop_state` with what it describes.
///
/// A value: a copy is put back when a transaction is rolled back.
struct WriteMarks: Sendable {
    /// Its newest id is the mark: ids come from here, never from `max(id)`, so rows that others
    /// put in cannot lead it astray.
    var generator: ULIDGenerator
    /// `ts` never decreases, whatever the clock does.
    var lastTimestamp: Timestamp
    /// The highest id that retention has deleted.
    var pruned: ULID
    var tasks: Int64

    static func load(from connection: Connection) throws(SQLiteError) -> WriteMarks {
        let select = try connection.statement(
            "SELECT mark, last_ts, pruned, tasks FROM workshop_state")
        defer { select.reset() }
        guard try select.step(), let mark = ULID(select.text(0)) else {
            throw SQLiteError.damaged
        }
        return WriteMarks(
            generator: ULIDGenerator(after: mark),
            lastTimestamp: Timestamp(milliseconds: select.integer(1)),
            pruned: ULID(select.text(2)) ?? .zero, tasks: select.integer(3))
    }

    func store(to connection: Connection) throws(SQLiteError) {
        let update = try connection.statement(
            "UPDATE workshop_state SET mark = ?1, last_ts = ?2, pruned = ?3, tasks = ?4")
        defer { update.reset() }
        update.bind(1, generator.last)
        update.bind(2, lastTimestamp.milliseconds)
        update.bind(3, pruned)
        update.bind(4, tasks)
        _ = try update.step()
        // Without the row ids could repeat after a restart.
        guard connection.changedRows == 1 else { throw SQLiteError.damaged }
    }
}

extension Statement {
    /// An id as its text, without a `String` between.
    func bind(_ index: Int32, _ id: ULID) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: ULID.textLength) { buffer in
            id.write(into: buffer)
            bind(index, bytes: UnsafeBufferPointer(buffer))
        }
    }
}
