import Arguments
import WorkshopClient
import WorkshopModel

/// `workshop presence`: which agents are here.
struct PresenceCommand {
    static let command = Command(
        CommandDescription(
            "presence", summary: "list the agents that are here",
            discussion: "An agent is here for a minute after each of its heartbeats.",
            section: "Agents", requiresSubcommand: false,
            examples: [
                ExampleDescription("workshop presence", summary: "who is here"),
                ExampleDescription(
                    "workshop presence beat general --every 30s", summary: "be here, and stay"),
            ],
            exitStatuses: ExitStatus.ofClient()),
        subcommands: [PresenceBeatCommand.command]
    ) { invocation in
        let agents = try await invocation.workshop().presence()
        try invocation.show(agents, orSay: "nobody is here", json: \.json) { _ in
            table(agents, now: invocation.surroundings.now())
        }
    }

    private static func table(_ agents: [PresenceRecord], now: Timestamp) -> Table {
        var table = Table([
            Table.Column(title: "AGENT", comfortable: 40),
            Table.Column(title: "SEEN", isWhole: true),
            Table.Column(title: "CHANNELS"),
        ])
        for agent in agents {
            table.add([
                Table.Cell(agent.agent.text, .green),
                Table.Cell(TimeText.relative(agent.lastSeen, now: now), .dim),
                Table.Cell(agent.channels.joined(separator: ", "), .blue),
            ])
        }
        return table
    }
}
