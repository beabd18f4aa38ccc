import WorkshopModel

extension Reader {
    /// The summaries of some channels, each with its newest message: one seek a channel.
    func summaries(
        of channels: ArraySlice<(channel: ChannelName, messages: Int64)>
    ) throws(SQLiteError) -> [ChannelSummary] {
        try connection.reading { () throws(SQLiteError) in
            let mark = try marks().newest
            var summaries: [ChannelSummary] = []
            for entry in channels {
                let newest = try newestMessage(of: entry.channel, through: mark)
                summaries.append(
                    ChannelSummary(
                        channel: entry.channel, messages: entry.messages,
                        lastID: newest?.id.text, lastTimestamp: newest?.timestamp,
                        subscribers: 0))
            }
            return summaries
        }
    }

    private func newestMessage(
        of channel: ChannelName, through mark: ULID
    ) throws(SQLiteError) -> (id: ULID, timestamp: Timestamp)? {
        let range = IDRange(after: .zero, through: mark, isDescending: true)
        var source = RowSource(.channel(channel), range, isAlone: false)
        while let row = try source.head(on: connection) {
            source.dropHead()
            guard let id = row.key.id else { continue }
            let select = try connection.statement("SELECT ts FROM messages WHERE rowid = ?1")
            defer { select.reset() }
            select.bind(1, row.rowID)
            guard try select.step() else { return nil }
            return (id, Timestamp(seconds: select.double(0)))
        }
        return nil
    }
}

extension ReaderPool {
    /// Channels read in one transaction.
    private static let channelsAtOnce = 256

    /// The catalog's channels with their newest messages, a few at a time.
    func channels(
        _ rest: ArraySlice<(channel: ChannelName, messages: Int64)>,
        after found: [ChannelSummary] = [], completion: @escaping Completion<[ChannelSummary]>
    ) {
        submit(
            { [self] reader in
                do throws(SQLiteError) {
                    let page = try reader.summaries(of: rest.prefix(ReaderPool.channelsAtOnce))
                    let others = rest.dropFirst(ReaderPool.channelsAtOnce)
                    if others.isEmpty {
                        completion(.success(found + page))
                    } else {
                        channels(others, after: found + page, completion: completion)
                    }
                } catch {
                    completion(.failure(error.apiError))
                }
            }, refused: { completion(.failure($0)) })
    }
}
