import Glibc
import WorkshopBench

/// `workshop-benchmark peers`: measures, and writes the results.
struct PeersCommand {
    private let options: PeersOptions
    private let file: ResultsFile

    /// - Returns: whether every contestant of every row could be measured.
    static func run(_ arguments: some Sequence<String>) throws(BenchmarkError) -> Bool {
        let options = try PeersOptions(parsing: arguments)
        if options.asksForHelp {
            print(PeersOptions.help)
            return true
        }
        return try PeersCommand(options).run()
    }

    private init(_ options: PeersOptions) {
        self.options = options
        file = ResultsFile(path: options.benchmarks + "/results.tsv")
    }

    private func run() throws(BenchmarkError) -> Bool {
        var results = try file.read()
        guard !options.onlyRenders else {
            try writePage(results)
            return true
        }
        Interruption.listen()
        try OpenFiles.raiseLimit()
        let bench = try PeerBench(options)
        let circumstances = try Circumstances(options).sentence
        var isWhole = true
        for row in options.rows {
            Progress.say("\(row.name): \(row.title)")
            results.begin(row.name, circumstances)
            isWhole = try measure(row, bench, &results) && isWhole
            // Kept after each row, so that an interruption costs no more than one.
            try file.write(results)
            try writePage(results)
        }
        return isWhole
    }

    /// Each run has every contestant once; none is always the first.
    private func measure(
        _ row: any PeerRow, _ bench: PeerBench, _ results: inout Results
    ) throws(BenchmarkError) -> Bool {
        var isWhole = true
        for run in 0..<options.runs {
            let count = row.contestants.count
            for place in 0..<count {
                let contestant = row.contestants[(place + run) % count]
                do throws(BenchmarkError) {
                    let figures = try row.measure(contestant, bench)
                    say(contestant, figures)
                    results.add(figures, contestant, row: row.name)
                } catch .interrupted {
                    throw .interrupted
                } catch {
                    isWhole = false
                    Progress.say("  \(contestant.title) failed: \(error.sentence)")
                    results.add(
                        Results.Failure(
                            row: row.name, contestant: contestant, sentence: error.sentence))
                }
            }
        }
        return isWhole
    }

    private func say(_ contestant: Contestant, _ figures: [Figure]) {
        let text = figures.map { "\($0.name) \($0.unit.text($0.value))" }
        Progress.say("  \(contestant.title): \(text.joined(separator: ", "))")
    }

    private func writePage(_ results: Results) throws(BenchmarkError) {
        // Without reasons there are none to give.
        let reasons = try? TextFile.read(options.benchmarks + "/REASONS.md")
        let page = ResultsPage(results: results, reasons: reasons)
        try TextFile.write(page.text, to: options.benchmarks + "/RESULTS.md")
    }
}
