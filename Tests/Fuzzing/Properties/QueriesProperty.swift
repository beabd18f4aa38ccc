import WorkshopModel

/// A query that is accepted keeps its bounds, and is read as the same query when it is written by
/// the client.
enum QueriesProperty {
    private static let channel = ChannelName(unchecked: "general")

    static func check(_ input: [UInt8]) throws(Violation) -> Verdict {
        let lines = input.lines
        let text = lines[0]
        let parameters: QueryParameters
        do throws(APIError) {
            parameters = try QueryParameters(parsing: text[...])
        } catch {
            try RequestsProperty.checkRefusal(error)
            try require(
                written(text.escaped(except: "&=%+")) == nil,
                "a query is malformed whether escaped or not")
            return .refused
        }
        try require(
            written(text.escaped(except: "&=%+"))?.isSame(as: parameters.text) == true,
            "a query is the same when escaped")
        try require(
            written(String(parameters.text.dropFirst()))?.isSame(as: parameters.text) == true,
            "a query that is written is read as what it was")
        let accept = lines.count > 1 ? lines[1] : nil
        let lastEventID = lines.count > 2 ? lines[2] : nil
        var verdicts: Set<Verdict> = [try checkTasks(parameters)]
        for channel in [nil, channel] {
            verdicts.insert(try checkHistory(parameters, channel))
            verdicts.insert(try checkStream(parameters, channel, accept, lastEventID))
        }
        return verdicts.contains(.accepted) ? .accepted : .refused
    }

    private static func checkHistory(
        _ parameters: QueryParameters, _ channel: ChannelName?
    ) throws(Violation) -> Verdict {
        let query: HistoryQuery
        do throws(APIError) {
            query = try HistoryQuery(parameters, channel: channel)
        } catch {
            try RequestsProperty.checkRefusal(error)
            return .refused
        }
        switch query.extent {
        case .first(let count), .last(let count):
            try require((1...Limits.history).contains(count), "history has its bounds")
        }
        try check(query.filter, channel)
        let written = query.parameters(channelInPath: channel != nil)
        try checkAgain(query, written) { parameters throws(APIError) in
            try HistoryQuery(parameters, channel: channel)
        }
        return .accepted
    }

    private static func checkStream(
        _ parameters: QueryParameters, _ channel: ChannelName?, _ accept: String?,
        _ lastEventID: String?
    ) throws(Violation) -> Verdict {
        let query: StreamQuery
        do throws(APIError) {
            query = try StreamQuery(
                parameters, channel: channel, accept: accept, lastEventID: lastEventID)
        } catch {
            try RequestsProperty.checkRefusal(error)
            return .refused
        }
        if let lastEventID, !lastEventID.isEmpty {
            try require(query.cursor?.text == lastEventID, "'Last-Event-ID' wins")
        }
        try check(query.filter, channel)
        let written = query.parameters(channelInPath: channel != nil)
        try checkAgain(query, written) { parameters throws(APIError) in
            try StreamQuery(parameters, channel: channel, accept: nil, lastEventID: nil)
        }
        return .accepted
    }

    private static func checkTasks(_ parameters: QueryParameters) throws(Violation) -> Verdict {
        let query: TaskListQuery
        do throws(APIError) {
            query = try TaskListQuery(parameters)
        } catch {
            try RequestsProperty.checkRefusal(error)
            return .refused
        }
        try require((1...Limits.taskList).contains(query.limit), "a list of tasks has its bounds")
        try checkAgain(query, query.parameters) { parameters throws(APIError) in
            try TaskListQuery(parameters)
        }
        return .accepted
    }

    private static func check(
        _ filter: MessageFilter, _ channel: ChannelName?
    ) throws(Violation) {
        if let channel {
            try require(filter.channels == [channel], "the channel of the path is the one")
        }
        try require(filter.channels.count <= Limits.channelsPerQuery, "channels are at most 64")
        try require(
            filter.channels == Set(filter.channels).sorted(), "channels are sorted, each once")
    }

    private static func checkAgain<Query: Equatable>(
        _ query: Query, _ parameters: QueryParameters,
        read: (QueryParameters) throws(APIError) -> Query
    ) throws(Violation) {
        do throws(APIError) {
            let sent = try QueryParameters(parsing: parameters.text.dropFirst())
            guard try read(sent) != query else { return }
        } catch {
            throw Violation(sentence: "a query that is written is read: \(error.message)")
        }
        throw Violation(sentence: "a query that is written is read as what it was: \(query)")
    }

    /// The query as it is read and written again; `nil` where it is malformed.
    private static func written(_ text: String) -> String? {
        // A refusal is the answer `nil`.
        (try? QueryParameters(parsing: text[...]))?.text
    }
}
