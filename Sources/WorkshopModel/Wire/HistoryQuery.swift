/// What a history request asks for.
public struct HistoryQuery: Sendable, Equatable {
    public var filter: MessageFilter
    public var extent: Extent
    /// Only messages after this one. Its presence, like `before`'s and `first`'s, leaves out rows
    /// whose ids are no ULIDs up to the mark.
    public var since: ULID?
    /// Only messages before this one.
    public var before: ULID?

    /// Which end of what matches, and how many at most.
    public enum Extent: Sendable, Equatable {
        case first(Int)
        case last(Int)
    }

    public init(
        filter: MessageFilter = .everything, extent: Extent, since: ULID? = nil,
        before: ULID? = nil
    ) {
        self.filter = filter
        self.extent = extent
        self.since = since
        self.before = before
    }

    /// - Parameter channel: the one the path names; then `ch=` is not looked at.
    /// - Throws: ``APIError`` with `.malformed`, naming the parameter.
    public init(_ query: QueryParameters, channel: ChannelName?) throws(APIError) {
        let first = try query.count("first", maximum: Limits.history)
        let last = try query.count("n", maximum: Limits.history)
        if first != nil, last != nil {
            throw APIError(.malformed, "'n' and 'first' exclude each other")
        }
        let standard =
            channel == nil ? Limits.allHistoryDefault : Limits.channelHistoryDefault
        self.init(
            filter: try query.filter(within: channel),
            extent: first.map { .first($0) } ?? .last(last ?? standard),
            since: try query.id("since"), before: try query.id("before"))
    }

    /// The parameters that ``init(_:channel:)`` reads back as this query.
    public func parameters(channelInPath: Bool) -> QueryParameters {
        var query = QueryParameters()
        filter.write(to: &query, includingChannels: !channelInPath)
        switch extent {
        case .first(let count): query.append("first", String(count))
        case .last(let count): query.append("n", String(count))
        }
        if let since { query.append("since", since.text) }
        if let before { query.append("before", before.text) }
        return query
    }
}
