public import WorkshopModel

extension RemoteWorkshop {
    /// `POST /ch/{ch}`: returns once the message is stored.
    ///
    /// - Parameter key: one that was kept repeats an earlier call: the message is stored once.
    /// - Throws: `.unconfirmed` when it may have been stored and no answer came in any attempt.
    public func publish(
        _ draft: MessageDraft, key: IdempotencyKey = .fresh()
    ) async throws(ClientError) -> PublishReceipt {
        let answer = try await post(draft.json, to: .channel(draft.channel), key: key)
        return try expect(
            answer.flatMap(PublishReceipt.init(parsing:)), "receipt of a message")
    }

    /// `GET /ch/{ch}/history` when the filter names one channel, else `GET /history`: the lines
    /// as the server keeps them, oldest first, in one request.
    public func history(_ query: HistoryQuery) -> History {
        History(self, query, isPaged: false)
    }

    /// All that matches, oldest first, in as many requests as it takes. Messages that come
    /// meanwhile are shown too; rows that others put into the database without a valid id are not.
    ///
    /// - Parameters:
    ///   - since: begins after this one; `nil` at the beginning.
    ///   - before: ends before this one; `nil` at the end.
    public func wholeHistory(
        _ filter: MessageFilter = .everything, since: ULID? = nil, before: ULID? = nil,
        pageSize: Int = 1_000
    ) -> History {
        let query = HistoryQuery(
            filter: filter, extent: .first(pageSize), since: since ?? .zero, before: before)
        return History(self, query, isPaged: true)
    }

    /// `GET /channels?detail=1`, sorted by name.
    public func channels() async throws(ClientError) -> [ChannelSummary] {
        var query = QueryParameters()
        query.append("detail", "1")
        let answer = try await get(.channels, query, limit: .list)
        return try list(answer, "list of channels", ChannelSummary.init(parsing:))
    }

    /// The elements of an array, each of which must be what it should.
    func list<Element>(
        _ answer: JSONText, _ what: String, _ parse: (JSONText) -> Element?
    ) throws(ClientError) -> [Element] {
        let elements = try expect(answer.elements, what)
        var list: [Element] = []
        list.reserveCapacity(elements.count)
        for element in elements { list.append(try expect(parse(element), what)) }
        return list
    }
}
