import Arguments
import WorkshopBench
import WorkshopModel

/// `workshop bench claim`: claims of the next task.
struct BenchClaimCommand {
    private static let agents = 64
    private static let tasks = 10_000

    static let command = Command(
        CommandDescription(
            "claim", summary: "measure claims of tasks",
            discussion: """
                Creates open tasks and has agents claim the next one, each on a connection of its \
                own, until there is none. Every task must have exactly one winner; else the \
                status is 1. On a server that is named by --url or WORKSHOP_URL the tasks are in \
                the channel 'bench', or the one that --ch names, in which no task may be open \
                before; only this command can claim them, it finishes them at the end, and they \
                and their messages stay there. Without one, a server is started for it and removed.
                """,
            isSuggestedElsewhere: false,
            options: [
                OptionDescription(
                    "agents", short: "c", value: ValueDescription("N"), defaultText: "\(agents)",
                    summary: "agents that claim at once"),
                OptionDescription(
                    "tasks", short: "n", value: ValueDescription("N"), defaultText: "\(tasks)",
                    summary: "tasks to claim"),
                BenchOptions.ch, BenchOptions.rate,
            ],
            examples: [
                ExampleDescription(
                    "workshop bench claim --agents 16 --tasks 100000",
                    summary: "how many claims a second")
            ],
            exitStatuses: ExitStatus.ofClient(.conflict)),
        takesSignals: true
    ) { invocation in
        let parsed = invocation.parsed
        let run = BenchRun(invocation)
        let load = ClaimLoad(
            channel: try BenchOptions.channel(parsed), sender: run.sender,
            agents: try BenchOptions.connections(parsed, agents, named: "agents"),
            tasks: try parsed.option("tasks").value(as: .integer(in: 1...10_000_000)) ?? tasks,
            rate: try BenchOptions.rate(parsed), isShared: run.isShared)
        let measured = try await run.measure(
            "creating and finishing \(CountText.of(load.tasks, "task")) in channel "
                + "'\(load.channel.text)', to stay there, as \(run.sender.text)"
        ) { server throws(BenchmarkError) in try load.run(at: server) }
        let figures = measured.figures
        var report = BenchReport("claim", url: measured.url, isOwn: !run.isShared)
        report.add("channels", [load.channel])
        report.add("agents", load.agents)
        report.add("tasks", load.tasks)
        report.add("created", figures.creating.count)
        report.add("created_per_second", figures.creating.perSecond)
        report.say(
            "created",
            "\(Unit.count.text(Double(figures.creating.count))), "
                + Unit.perSecond.text(figures.creating.perSecond))
        report.add(figures.claiming, rate: load.rate, "claimed")
        report.add("latency", figures.claiming.latencies, "latency")
        report.add("left_open", figures.left)
        report.say(
            "left open", figures.left > 0 ? Unit.count.text(Double(figures.left)) : nil)
        report.add(figures.claiming.usage, operations: figures.claiming.count)
        report.add(figures.breakOff)
        try invocation.show(report.json) { report.fields.text($0) }
        if let error = figures.creating.failure ?? figures.claiming.failure {
            throw run.failure(error)
        }
    }
}
