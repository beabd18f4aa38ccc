import Arguments
import WorkshopClient
import WorkshopModel

/// `workshop channels`: which channels there are.
struct ChannelsCommand {
    static let command = Command(
        CommandDescription(
            "channels", summary: "list the channels with their counts and last activity",
            section: "Messages", exitStatuses: ExitStatus.ofClient())
    ) { invocation in
        let channels = try await invocation.workshop().channels()
        try invocation.show(channels, orSay: "no channels", json: \.json) { _ in
            table(channels, now: invocation.surroundings.now())
        }
    }

    private static func table(_ channels: [ChannelSummary], now: Timestamp) -> Table {
        var table = Table([
            Table.Column(title: "CHANNEL"),
            Table.Column(title: "MESSAGES", isNumeric: true, isWhole: true),
            Table.Column(title: "FOLLOWERS", isNumeric: true, neededColumns: 60),
            Table.Column(title: "LAST", isWhole: true),
        ])
        for channel in channels {
            let last = channel.lastTimestamp.map { TimeText.relative($0, now: now) } ?? "never"
            table.add([
                Table.Cell(channel.channel.text, .blue), Table.Cell(String(channel.messages)),
                Table.Cell(String(channel.subscribers)), Table.Cell(last, .dim),
            ])
        }
        return table
    }
}
