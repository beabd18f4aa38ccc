import WorkshopModel

extension WriteSession {
    /// Does what a request asks for, unless its sender has asked for it before.
    func once<Value>(
        _ retry: Retry<Value>?, by sender: AgentName?,
        _ act: () throws(WriteFailure) -> Value
    ) throws(WriteFailure) -> Answer<Value> {
        // Without a sender the request is refused, and only what was done is remembered.
        guard let retry, let sender else { return .first(try act()) }
        try checkWaiting(for: retry, by: sender, among: changes.claims.arrived)
        if let answer = try answer(to: retry, by: sender) { return .again(answer) }
        let value = try act()
        try remember(retry, by: sender, value)
        return .first(value)
    }

    /// Refuses a key under which its sender waits for something else.
    ///
    /// - Parameter wishes: those of the open transaction that came before.
    func checkWaiting<Value>(
        for retry: Retry<Value>, by sender: AgentName, among wishes: [ClaimWish]
    ) throws(WriteFailure) {
        let key = SenderKey(sender: sender, key: retry.key)
        let isUsed =
            waiting.isUsed(key, otherThanFor: retry.fingerprint)
            || wishes.contains { $0.uses(key, otherThanFor: retry.fingerprint) }
        if isUsed { throw .refused(.usedKey(retry.key)) }
    }

    /// What a request of this sender with this key was answered.
    ///
    /// - Throws: `.refused` with `.conflict` when it was another request.
    func answer<Value>(
        to retry: Retry<Value>, by sender: AgentName
    ) throws(WriteFailure) -> JSONText? {
        let found = try storing { () throws(SQLiteError) -> (String, JSONText)? in
            let select = try connection.statement(
                """
                SELECT fingerprint, answer FROM workshop_keys
                WHERE sender = ?1 AND key = ?2 AND at > ?3
                """)
            defer { select.reset() }
            select.bind(1, sender.text)
            select.bind(2, retry.key.text)
            select.bind(3, now.milliseconds - Limits.idempotencyMilliseconds)
            return try select.step() ? (select.text(0), select.json(1, depth: 0)) : nil
        }
        guard let (fingerprint, answer) = found else { return nil }
        guard fingerprint == retry.fingerprint.text else { throw .refused(.usedKey(retry.key)) }
        return answer
    }

    /// Keeps what a request is about to be answered, in the transaction that does it.
    func remember<Value>(
        _ retry: Retry<Value>, by sender: AgentName, _ value: Value
    ) throws(WriteFailure) {
        try storing { () throws(SQLiteError) in
            let insert = try connection.statement(
                "INSERT OR REPLACE INTO workshop_keys VALUES (?1, ?2, ?3, ?4, ?5)")
            defer { insert.reset() }
            insert.bind(1, sender.text)
            insert.bind(2, retry.key.text)
            insert.bind(3, now.milliseconds)
            insert.bind(4, retry.fingerprint.text)
            insert.bind(5, retry.answer(value).bytes)
            _ = try insert.step()
        }
    }
}

extension APIError {
    static func usedKey(_ key: IdempotencyKey) -> APIError {
        APIError(
            .conflict,
            "the \(IdempotencyKey.headerName) '\(key.text)' was used for another request")
    }
}
