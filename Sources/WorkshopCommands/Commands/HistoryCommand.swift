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
                channel, or the newest \(Limits.allHistoryDefault) of all channels.
                """,
            section: "Messages", options: options,
            operands: [
                OperandDescription(
                    "CH", hint: .channel, isRequired: false,
                    summary: "the channel; all of them where none is named")
            ],
            examples: [
                ExampleDescription("workshop history general -n 20", summary: "the newest twenty"),
                ExampleDescription(
                    "workshop history --all --since 1d | jq -r .type | sort | uniq -c",
                    summary: "what happened since yesterday"),
            ],
            exitStatuses: ExitStatus.ofClient())
    ) { invocation in
        let history = try query(invocation)
        var printer = MessagePrinter(invocation, .relative)
        for try await line in history { try printer.print(line) }
    }

    private static let options = [
        OptionDescription(
            "number", short: "n", value: ValueDescription("N"), summary: "the newest N"),
        OptionDescription("first", value: ValueDescription("N"), summary: "the oldest N instead"),
        OptionDescription(
            "all", summary: "everything, in as many requests as it takes"),
        OptionDescription(
            "since", value: ValueDescription("WHEN"),
            summary: "only after this: an id, a duration ago, an RFC 3339 time, or 'all'"),
        OptionDescription(
            "before", value: ValueDescription("WHEN"),
            summary: "only before this: an id, a duration ago or an RFC 3339 time"),
        SharedOptions.typeFilter, SharedOptions.fromFilter,
    ]

    private static func query(_ invocation: Invocation) throws(UsageError) -> History {
        let parsed = invocation.parsed
        let now = invocation.surroundings.now()
        let count = ValueSyntax<Int>.integer(in: 1...Limits.history)
        let last = try parsed.option("number").value(as: count)
        let first = try parsed.option("first").value(as: count)
        let isWhole = parsed.flag("all")
        guard [last != nil, first != nil, isWhole].filter(\.self).count <= 1 else {
            throw parsed.usageError("'-n', '--first' and '--all' exclude each other")
        }
        let since = try parsed.option("since").value(as: .pointInTime(now: now))?.id
        let before = try parsed.option("before").value(
            as: .pointInTime(now: now, allowsAll: false))?.id
        let channel = try parsed.operand("CH").value(as: .channel)
        let filter = try MessageFilter(parsed, channels: channel.map { [$0] } ?? [])
        let workshop = try invocation.workshop()
        if isWhole { return workshop.wholeHistory(filter, since: since, before: before) }
        let standard =
            channel == nil ? Limits.allHistoryDefault : Limits.channelHistoryDefault
        return workshop.history(
            HistoryQuery(
                filter: filter, extent: first.map { .first($0) } ?? .last(last ?? standard),
                since: since, before: before))
    }
}

extension MessageFilter {
    /// What `--type` and `--from` ask for.
    init(
        _ parsed: ParsedCommand, channels: [ChannelName], notFrom: AgentName? = nil
    ) throws(UsageError) {
        self.init(
            channels: channels, typePrefix: parsed.option("type").string.map { TypePrefix($0) },
            from: try parsed.option("from").value(as: .agent), notFrom: notFrom)
    }
}
