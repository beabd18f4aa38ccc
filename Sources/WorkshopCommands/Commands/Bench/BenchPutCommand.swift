import Arguments
import WorkshopBench
import WorkshopModel

/// `workshop bench put`: files in and out.
struct BenchPutCommand {
    private static let connections = 4
    private static let files = 100
    private static let size = 1 << 20
    private static let mostSize = 1 << 40

    static let command = Command(
        CommandDescription(
            "put", summary: "measure files, in and out",
            discussion: """
                Stores files from memory, all of them, then fetches each and compares it byte for \
                byte. On a server that is named by --url or WORKSHOP_URL the files stay for ever, \
                and SIZE is bounded by its --max-file-size; without one, a server is started for \
                it and removed. Nothing is written to any channel.
                """,
            isSuggestedElsewhere: false,
            options: [
                BenchOptions.connections(connections, "files under way at once"),
                OptionDescription(
                    "size", short: "s", value: ValueDescription("SIZE"), defaultText: "1MiB",
                    summary: "bytes of each file"),
                OptionDescription(
                    "count", short: "n", value: ValueDescription("N"), defaultText: "\(files)",
                    summary: "files to store and to fetch"),
            ],
            examples: [
                ExampleDescription(
                    "workshop bench put --size 1GiB --count 1 --connections 1",
                    summary: "one large file")
            ],
            exitStatuses: ExitStatus.ofClient()),
        takesSignals: true
    ) { invocation in
        let parsed = invocation.parsed
        let sizes = FileLoad.leastSize...mostSize
        let size = try parsed.option("size").value(as: .byteSize(in: sizes)) ?? size
        let files = try parsed.option("count").value(as: .integer(in: 1...1_000_000)) ?? files
        let most = try BenchOptions.connections(parsed, connections)
        let run = BenchRun(invocation)
        let load = FileLoad(
            connections: min(most, files), files: files, size: size, run: run.identifier)
        let measured = try await run.measure(
            "storing \(CountText.of(files, "file")) of \(ByteText.of(Int64(size))), to stay there",
            options: ["--max-file-size", "\(size)"]
        ) { server throws(BenchmarkError) in try load.run(at: server) }
        let figures = measured.figures
        var report = BenchReport("put", url: measured.url, isOwn: !run.isShared)
        report.add("connections", load.connections)
        report.add("size", size)
        report.add("upload", figures.upload.json)
        report.say("upload", figures.upload.text)
        report.say("latency", figures.upload.latencies.text)
        report.say("cost", figures.upload.cost)
        report.add("download", figures.download.json)
        if figures.upload.breakOff == nil {
            report.say("download", figures.download.text)
            report.say("latency", figures.download.latencies.text)
            report.say("cost", figures.download.cost)
        }
        report.add(figures.breakOff)
        try invocation.show(report.json) { report.fields.text($0) }
        if let error = figures.breakOff { throw run.failure(error) }
    }
}
