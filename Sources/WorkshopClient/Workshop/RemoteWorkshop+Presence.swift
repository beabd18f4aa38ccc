public import WorkshopModel

extension RemoteWorkshop {
    /// `POST /presence`: says that an agent is here, for the next minute, and renews the leases
    /// of its claims.
    ///
    /// Not repeated by itself: the next heartbeat does as well.
    /// - Parameter patience: how long it may take; ``ClientConfiguration/answerTimeout`` when
    ///   `nil`.
    /// - Returns: the interrupted tasks that the agent holds.
    public func beat(
        _ beat: PresenceBeat, patience: Duration? = nil
    ) async throws(ClientError) -> [InterruptNotice] {
        let answer = try await answer(
            to: posting(beat.json, to: .presence, patience: patience), .receipt)
        // The earlier implementation tells of none.
        guard let interrupts = answer["interrupts"] else { return [] }
        return try list(interrupts, "list of interrupts", InterruptNotice.init(parsing:))
    }

    /// `GET /presence`: who was seen within the last minute.
    public func presence() async throws(ClientError) -> [PresenceRecord] {
        let answer = try await get(.presence, limit: .list)
        return try list(answer, "list of agents", PresenceRecord.init(parsing:))
    }

    /// `GET /status`.
    public func status() async throws(ClientError) -> ServerStatus {
        let answer = try await get(.status, limit: .receipt)
        return try expect(ServerStatus(parsing: answer), "status")
    }
}
