/// What a stream request asks for.
public struct StreamQuery: Sendable, Equatable {
    public var filter: MessageFilter
    public var format: StreamFormat
    /// Where to resume: everything after this one, then live. `nil` is live only.
    public var cursor: ULID?

    public init(
        filter: MessageFilter = .everything, format: StreamFormat = .events, cursor: ULID? = nil
    ) {
        self.filter = filter
        self.format = format
        self.cursor = cursor
    }

    /// - Parameters:
    ///   - channel: the one the path names; then `ch=` is not looked at.
    ///   - accept: the `Accept` header, all its values joined by commas.
    ///   - lastEventID: the `Last-Event-ID` header; empty counts as absent, and it wins over
    ///     `since=`, because a reconnecting browser keeps the address it began with.
    /// - Throws: ``APIError`` with `.malformed`, naming the parameter.
    public init(
        _ query: QueryParameters, channel: ChannelName?, accept: String?, lastEventID: String?
    ) throws(APIError) {
        let since = try query.id("since")
        var cursor = since
        if let lastEventID, !lastEventID.isEmpty {
            guard let id = ULID(lastEventID) else {
                throw APIError(
                    .malformed, "'Last-Event-ID' must be an id of 26 upper-case characters")
            }
            cursor = id
        }
        self.init(
            filter: try query.filter(within: channel),
            format: try StreamFormat(query["format"], accept: accept), cursor: cursor)
    }

    /// The parameters that ask for this stream.
    public func parameters(channelInPath: Bool) -> QueryParameters {
        var query = QueryParameters()
        filter.write(to: &query, includingChannels: !channelInPath)
        if format == .lines { query.append("format", "ndjson") }
        if let cursor { query.append("since", cursor.text) }
        return query
    }
}

/// How messages are written on a stream.
public enum StreamFormat: Sendable, Hashable {
    /// Server-Sent Events.
    case events
    /// One message a line.
    case lines

    public var contentType: String {
        switch self {
        case .events: "text/event-stream"
        case .lines: "application/x-ndjson"
        }
    }

    /// `?format=` decides, then `Accept`; events when neither says anything.
    init(_ parameter: String?, accept: String?) throws(APIError) {
        switch parameter {
        case "ndjson": self = .lines
        case "sse": self = .events
        case .some: throw APIError(.malformed, "'format' must be 'ndjson' or 'sse'")
        case nil: self = StreamFormat.prefersLines(accept ?? "") ? .lines : .events
        }
    }

    private static func prefersLines(_ accept: String) -> Bool {
        for range in accept.lowercased().split(separator: ",") {
            let type = range.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }
            if type == "text/event-stream" { return false }
            if type == "application/x-ndjson" { return true }
        }
        return false
    }
}
