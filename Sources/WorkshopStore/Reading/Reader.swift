import WorkshopModel

/// One reading connection with what its questions have in common; lives on a reader's thread.
final class Reader {
    let connection: Connection
    let catalog: Catalog
    let clock: @Sendable () -> Timestamp

    init(connection: Connection, catalog: Catalog, clock: @escaping @Sendable () -> Timestamp) {
        self.connection = connection
        self.catalog = catalog
        self.clock = clock
    }

    /// What the snapshot says of ids. Being the first read of a transaction, it also takes the
    /// snapshot.
    struct Marks {
        /// The newest id given.
        let newest: ULID
        /// The highest id that retention has deleted.
        let pruned: ULID
    }

    func marks() throws(SQLiteError) -> Marks {
        let select = try connection.statement("SELECT mark, pruned FROM workshop_state")
        defer { select.reset() }
        guard try select.step(), let newest = ULID(select.text(0)),
            let pruned = ULID(select.text(1))
        else { throw SQLiteError.damaged }
        return Marks(newest: newest, pruned: pruned)
    }
}
