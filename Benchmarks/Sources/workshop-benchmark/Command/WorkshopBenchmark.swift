import Glibc
import WorkshopBench

/// Exit status: 0 when all was measured, whether or not the targets hold; 1 when a row failed;
/// 2 for a wrong command line.
@main
enum WorkshopBenchmark {
    static func main() {
        do throws(BenchmarkError) {
            let arguments = CommandLine.arguments.dropFirst()
            if arguments.first == "peers" {
                exit(try PeersCommand.run(arguments.dropFirst()) ? 0 : 1)
            }
            let options = try Options(parsing: arguments)
            if options.asksForHelp { return print(Options.help) }
            exit(try run(options) ? 0 : 1)
        } catch {
            Progress.say("workshop-benchmark: \(error.sentence)")
            if case .usage = error { exit(2) }
            exit(1)
        }
    }

    /// - Returns: whether every row was measured.
    private static func run(_ options: Options) throws(BenchmarkError) -> Bool {
        Interruption.listen()
        try OpenFiles.raiseLimit()
        let bench = try Bench(options)
        let table = ReportTable()
        let machine = try bench.machineReport()
        if !options.printsJSON { table.printHead(machine) }
        var reports: [RowReport] = []
        for row in options.rows {
            Progress.say("\(row.rawValue): \(row.title)")
            let report = try bench.measure(row)
            reports.append(report)
            if !options.printsJSON { table.printRow(report) }
        }
        if options.printsJSON {
            print(ReportJSON.text(machine, reports))
        } else {
            table.printSummary(reports)
        }
        return !reports.contains { $0.isFailure }
    }
}
