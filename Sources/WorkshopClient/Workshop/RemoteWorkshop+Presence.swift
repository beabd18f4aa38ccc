public import WorkshopModel

extension RemoteWorkshop {
    /// `POST /presence`: says that an agent is here, for the next minute.
    ///
    /// - Returns: the interrupted tasks that the agent holds.
    public func beat(_ beat: PresenceBeat) async throws(ClientError) -> [InterruptNotice] {
        let answer = try await post(beat.json, to: .presence)
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
