import Arguments
import WorkshopClient
import WorkshopModel

/// `workshop history`: messages of the past, oldest first.
struct HistoryCommand {
    static let command = Command(
        CommandDescription(
            "history", summary: "show messages of the past, oldest first",
            discussion: """
                Without options these are the newest \(Limits.channelHistoryDefault) messages of a \
                channel, or the newest \(Limits.allHistoryDefault) of several or all channels.
                """,
            section: "Messages", options: options,
            operands: [
                OperandDescription(
                    "CH", hint: .channel, isRequired: false, isRepeatable: true,
                    summary: "the channels; all of them where none is named")
            ],
            examples: [
                ExampleDescription("workshop history general -n 20", summary: "the newest twenty"),
                ExampleDescription(
                    "workshop history --all --since 1d | jq -r .type | sort | uniq -c",
                    summary: "what happened since yesterday"),
            ],
            exitStatuses: ExitStatus.ofClient())
    ) { invocation in
        let query = try query(invocation)
        let workshop = try invocation.workshop()
        let history =
            query.isWhole
            ? workshop.wholeHistory(
                query.query.filter, since: query.query.since, before: query.query.before)
            : workshop.history(query.query)
        var printer = MessagePrinter(invocation)
        var ends: (first: [UInt8], last: [UInt8])?
        var count = 0
        for try await line in history {
            try printer.print(line)
            ends = (ends?.first ?? line, line)
            count += 1
        }
        guard case .text = invocation.form else { return }
        guard let ends else { return invocation.remark(nothing(query.query.filter)) }
        guard !query.isWhole, count == query.query.extent.count else { return }
        try await tellOfMore(query.query, ends, on: workshop, invocation)
    }

    private static let options = [
        OptionDescription(
            "number", short: "n", value: ValueDescription("N"), summary: "the newest N"),
        OptionDescription("first", value: ValueDescription("N"), summary: "the oldest N instead"),
        OptionDescription(
            "all", summary: "everything, in as many requests as it takes"),
        OptionDescription(
            "since", value: ValueDescription("WHEN"),
            summary: "only after this: an id, a duration ago (10m, 1h30m, 1w), "
                + "a date or time (2026-01-31, 2026-01-31T14:00, with Z in UTC), or 'all'"),
        OptionDescription(
            "before", value: ValueDescription("WHEN"),
            summary: "only before this: an id, a duration ago, or a date or time, as with --since"),
        SharedOptions.typeFilter, SharedOptions.fromFilter, SharedOptions.notFromFilter,
    ]

    private static func query(
        _ invocation: Invocation
    ) throws(UsageError) -> (query: HistoryQuery, isWhole: Bool) {
        let parsed = invocation.parsed
        let now = invocation.surroundings.now()
        let count = ValueSyntax<Int>.integer(in: 1...Limits.history)
        let last = try parsed.option("number").value(as: count)
        let first = try parsed.option("first").value(as: count)
        let isWhole = parsed.flag("all")
        guard [last != nil, first != nil, isWhole].filter(\.self).count <= 1 else {
            throw parsed.usageError("'-n', '--first' and '--all' exclude each other")
        }
        let filter = try MessageFilter(parsed)
        let standard =
            filter.channels.count == 1 ? Limits.channelHistoryDefault : Limits.allHistoryDefault
        let query = HistoryQuery(
            filter: filter, extent: first.map { .first($0) } ?? .last(last ?? standard),
            since: try parsed.option("since").value(as: .pointInTime(now: now))?.id,
            before: try parsed.option("before").value(
                as: .pointInTime(now: now, allowsAll: false))?.id)
        return (query, isWhole)
    }

    private static func nothing(_ filter: MessageFilter) -> String {
        let names = filter.channels.map { "'\($0.text)'" }.joined(separator: ", ")
        return names.isEmpty ? "no messages" : "no messages in \(names)"
    }

    /// Says so when what was asked for goes on beyond what is shown.
    private static func tellOfMore(
        _ query: HistoryQuery, _ ends: (first: [UInt8], last: [UInt8]),
        on workshop: RemoteWorkshop, _ invocation: Invocation
    ) async throws {
        var more = query
        let remark: String
        switch query.extent {
        case .first(let count):
            more.extent = .first(1)
            more.since = ULID(try Envelope(parsing: ends.last).id)
            guard more.since != nil else { return }
            remark = "these are the oldest \(count); --first or --all shows more"
        case .last(let count):
            more.extent = .last(1)
            more.before = ULID(try Envelope(parsing: ends.first).id)
            guard more.before != nil else { return }
            remark = "these are the newest \(count); -n or --all shows more"
        }
        for try await _ in workshop.history(more) { invocation.remark(remark) }
    }
}

extension HistoryQuery.Extent {
    fileprivate var count: Int {
        switch self {
        case .first(let count), .last(let count): count
        }
    }
}

extension MessageFilter {
    /// What `CH…`, `--type`, `--from` and `--not-from` ask for.
    init(_ parsed: ParsedCommand) throws(UsageError) {
        let channels = try parsed.operand("CH").values(as: .channel)
        guard Set(channels).count <= Limits.channelsPerQuery else {
            throw parsed.usageError(
                "\(channels.count) channels, at most \(Limits.channelsPerQuery) may be named",
                hint: "without any, all channels are meant")
        }
        self.init(
            channels: channels, typePrefix: parsed.option("type").string.map { TypePrefix($0) },
            from: try parsed.option("from").value(as: .agent),
            notFrom: try parsed.option("not-from").value(as: .agent))
    }
}
