import Arguments
import WorkshopBench
import WorkshopModel

/// `workshop bench sub`: deliveries to streams.
struct BenchSubCommand {
    private static let subscribers = 100
    private static let mostSubscribers = 100_000
    private static let connections = 1

    static let command = Command(
        CommandDescription(
            "sub", summary: "measure deliveries to live streams",
            discussion: """
                Opens streams of the channel and publishes to it, back to back or at a --rate. \
                Latency counts from when a message was sent, or with --rate was due, until a \
                stream has it. On every stream ids must ascend, and none may be lost or repeated; \
                else the status is 1. Messages go to the channel 'bench', or the one that --ch \
                names, of a server that is named by --url or WORKSHOP_URL, and stay there; \
                without one, a server is started for it and removed.
                """,
            isSuggestedElsewhere: false,
            options: [
                OptionDescription(
                    "subscribers", short: "m", value: ValueDescription("N"),
                    defaultText: "\(subscribers)", summary: "streams that are open"),
                BenchOptions.connections(connections, "connections that publish"),
                BenchOptions.size, BenchOptions.ch, BenchOptions.channels,
            ] + BenchOptions.ofPlan,
            examples: [
                ExampleDescription(
                    "workshop bench sub --subscribers 1000",
                    summary: "how many deliveries a second")
            ],
            exitStatuses: ExitStatus.ofClient()),
        takesSignals: true
    ) { invocation in
        let parsed = invocation.parsed
        let plan = try BenchOptions.plan(parsed)
        let most = try BenchOptions.connections(parsed, connections)
        let run = BenchRun(invocation)
        let load = SubscribeLoad(
            channels: try BenchOptions.channels(parsed), sender: run.sender,
            streams: try parsed.option("subscribers").value(as: .integer(in: 1...mostSubscribers))
                ?? subscribers,
            publishers: plan.usefulConnections(most), bodyBytes: try BenchOptions.bodyBytes(parsed),
            plan: plan, isShared: run.isShared)
        let measured = try await run.measure(
            "publishing to \(ChannelList.text(load.channels)), to stay there, "
                + "as \(run.sender.text)"
        ) { server throws(BenchmarkError) in try load.run(at: server) }
        let figures = measured.figures
        let report = BenchSubCommand.report(load, figures, measured.url, isOwn: !run.isShared)
        try invocation.show(report.json) { report.fields.text($0) }
        if let error = figures.failure { throw run.failure(error) }
    }

    private static func report(
        _ load: SubscribeLoad, _ figures: SubscribeLoad.Figures, _ url: String, isOwn: Bool
    ) -> BenchReport {
        var report = BenchReport("sub", url: url, isOwn: isOwn)
        report.add("channels", load.channels)
        report.add("subscribers", load.streams)
        report.add("connections", load.publishers)
        report.add("size", load.bodyBytes)
        report.add("deliveries", figures.deliveries)
        report.add("deliveries_seconds", figures.seconds)
        report.add("deliveries_per_second", figures.perSecond)
        report.say(
            "delivered",
            "\(Unit.count.text(Double(figures.deliveries))) in "
                + "\(Unit.seconds.text(figures.seconds)), \(Unit.perSecond.text(figures.perSecond))"
        )
        report.add("latency", figures.latencies, "latency")
        report.add(figures.publishing, rate: load.plan.rate, "published")
        report.add("publish_latency", figures.publishing.latencies, "publish latency")
        report.add("stored", figures.stored)
        let verdict = figures.verdict
        report.add("lost", verdict.lost)
        report.add("repeated", verdict.repeated)
        report.add("disorders", verdict.disorders)
        report.add("different", verdict.different)
        report.add("compared", JSONText(verdict.isComplete))
        report.say("streams", verdict.text)
        report.add(figures.publishing.usage, operations: figures.deliveries)
        report.add(figures.publishing.breakOff)
        return report
    }
}

extension StreamVerdict {
    fileprivate var text: String {
        guard holds else { return sentence }
        return isComplete
            ? "\(streams), each with every message once and in order" : "\(streams), in order"
    }
}

extension SubscribeLoad.Figures {
    /// A broken promise is worse than whatever ended the run.
    fileprivate var failure: BenchmarkError? {
        verdict.holds ? publishing.failure : .brokenPromise(verdict.sentence)
    }
}
