import Arguments
import WorkshopBench
import WorkshopModel

/// `workshop bench pub`: publishing.
struct BenchPubCommand {
    private static let connections = 64

    static let command = Command(
        CommandDescription(
            "pub", summary: "measure publishing",
            discussion: """
                Each connection sends its next message when the one before is answered; with \
                --rate, when it is due or, if that is later, as soon as a connection is free. \
                Messages go to the channel 'bench', or the one that --ch names, of a server that \
                is named by --url or WORKSHOP_URL, and stay there; without one, a server is \
                started for it and removed.
                """,
            isSuggestedElsewhere: false,
            options: [
                BenchOptions.connections(connections, "connections that publish"),
                BenchOptions.size, BenchOptions.ch, BenchOptions.channels,
            ] + BenchOptions.ofPlan,
            examples: [
                ExampleDescription(
                    "workshop bench pub --rate 5000 --duration 30s",
                    summary: "latency at a rate it should bear")
            ],
            exitStatuses: ExitStatus.ofClient()),
        takesSignals: true
    ) { invocation in
        let parsed = invocation.parsed
        let plan = try BenchOptions.plan(parsed)
        let channels = try BenchOptions.channels(parsed)
        let bodyBytes = try BenchOptions.bodyBytes(parsed)
        let most = try BenchOptions.connections(parsed, connections)
        let run = BenchRun(invocation)
        let sender = run.sender
        let measured = try await run.measure(
            "publishing to \(ChannelList.text(channels)), to stay there, as \(sender.text)"
        ) { server throws(BenchmarkError) in
            let work = PublishWork(
                to: channels, from: sender, bodyBytes: bodyBytes, at: server.address)
            let load = try RequestLoad(
                connections: plan.usefulConnections(most), to: server.address,
                on: try EventQueue(), plan: plan, work: work)
            let figures = try load.run(server.meter)
            return Published(figures: figures, stored: work.stored.reduce(0) { $0 + $1.count })
        }
        let figures = measured.figures.figures
        var report = BenchReport("pub", url: measured.url, isOwn: !run.isShared)
        report.add("channels", channels)
        report.add("connections", plan.usefulConnections(most))
        report.add("size", bodyBytes)
        report.add(figures, rate: plan.rate, "published")
        report.add("latency", figures.latencies, "latency")
        report.add("stored", measured.figures.stored)
        report.add(figures.usage, operations: figures.count)
        report.add(figures.breakOff)
        try invocation.show(report.json) { report.fields.text($0) }
        if let error = figures.failure { throw run.failure(error) }
    }

    private struct Published: Sendable {
        let figures: LoadFigures
        /// Messages that stay in the channels.
        let stored: Int
    }
}
