import WorkshopModel

extension WriteSession {
    /// Records a heartbeat.
    ///
    /// Its time is the wall clock's, not the messages' that never goes back: who is here is a
    /// question about now.
    func beat(_ beat: PresenceBeat) throws(WriteFailure) -> [InterruptNotice] {
        try renew(claims: beat.claims)
        return try storing { () throws(SQLiteError) in
            let upsert = try connection.statement(
                """
                INSERT INTO presence(agent_id, last_seen, channels, meta)
                VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT DO UPDATE SET last_seen = ?2, channels = ?3, meta = ?4
                """)
            defer { upsert.reset() }
            upsert.bind(1, beat.from.text)
            upsert.bind(2, now.seconds)
            upsert.bind(3, JSONText(strings: beat.channels.map(\.text)).bytes)
            upsert.bind(4, beat.meta.bytes)
            _ = try upsert.step()
            return try TaskRows.interrupts(of: beat.from, on: connection)
        }
    }
}
