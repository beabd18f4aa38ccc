import WorkshopBench

/// What the command line of `workshop-benchmark peers` asks for.
struct PeersOptions {
    /// The release binary of workshop.
    var binary = ""
    var rows: [any PeerRow] = []
    var runs = 3
    /// How long each timed row is measured in each run; a fifth of it goes before as warm-up.
    var seconds = 4.0
    /// Messages in the larger of two histories.
    var messages = 1_000_000
    /// Where servers keep their data while they are measured.
    var folder = TemporaryFolder.defaultParent
    /// The folder that has the sources of the floors, and gets the results.
    var benchmarks = "Benchmarks"
    /// Only writes the page from the results that are there.
    var onlyRenders = false
    var asksForHelp = false

    init(parsing arguments: some Sequence<String>) throws(BenchmarkError) {
        var rest = arguments.makeIterator()
        while let argument = rest.next() {
            switch argument {
            case "--workshop": binary = try Options.value(of: argument, rest.next())
            case "--only":
                rows += try PeersOptions.rows(named: try Options.value(of: argument, rest.next()))
            case "--runs": runs = try Options.number(of: argument, rest.next(), from: 1)
            case "--seconds":
                seconds = Double(try Options.number(of: argument, rest.next(), from: 1) as Int)
            case "--messages": messages = try Options.number(of: argument, rest.next(), from: 1_000)
            case "--folder": folder = try Options.value(of: argument, rest.next())
            case "--benchmarks": benchmarks = try Options.value(of: argument, rest.next())
            case "--render": onlyRenders = true
            case "-h", "--help": asksForHelp = true
            default: throw .usage("unknown argument '\(argument)'; see 'peers --help'")
            }
        }
        if rows.isEmpty { rows = PeerRows.all }
        guard asksForHelp || onlyRenders || !binary.isEmpty else {
            throw .usage("give the release binary with '--workshop PATH'; see 'peers --help'")
        }
    }

    /// - Parameter name: of a row, or what several begin with.
    private static func rows(named name: String) throws(BenchmarkError) -> [any PeerRow] {
        let exact = PeerRows.all.filter { $0.name == name }
        let found = exact.isEmpty ? PeerRows.all.filter { $0.name.hasPrefix(name) } : exact
        guard !found.isEmpty else {
            let known = PeerRows.all.map(\.name).joined(separator: ", ")
            throw .usage("'--only' takes one of \(known), not '\(name)'")
        }
        return found
    }

    static var help: String {
        let rows = PeerRows.all.map { "  " + $0.name.padded(to: 17) + $0.title }
        return """
            usage: workshop-benchmark peers --workshop PATH [options]

            Gives the same work to workshop and to what people would pick instead, in turn, and
            writes results.tsv and RESULTS.md. Rows that are not measured keep their results.

              --workshop PATH   release binary
              --only ROW        this row alone, or those that begin so; may be repeated
              --runs N          how often each is measured (3)
              --seconds N       how long each timed row is measured in a run (4)
              --messages N      messages in the larger of two histories (1000000)
              --folder DIR      where servers keep their data ($TMPDIR, else /var/tmp)
              --benchmarks DIR  sources of the floors; gets the results (Benchmarks)
              --render          only writes RESULTS.md from results.tsv and REASONS.md

            rows:
            \(rows.joined(separator: "\n"))
            """
    }
}
