import Glibc
import WorkshopBench

/// When and on what a row was measured.
struct Circumstances {
    let sentence: String

    init(_ options: PeersOptions) throws(BenchmarkError) {
        let folder = try TemporaryFolder(in: options.folder)
        let facts = try MachineFacts(folder: folder.path)
        var probe = SyncProbe()
        try probe.run(in: folder.path)
        let version = try CommandOutput.text(
            of: [options.binary, "--version"], folder: folder.path)
        let runs = options.runs == 1 ? "1 run" : "\(options.runs) runs"
        sentence =
            [
                "\(Circumstances.today), \(runs) of \(Int(options.seconds)) s",
                "\(facts.cores) cores (\(try Circumstances.processor())), \(facts.kernel), "
                    + "\(facts.fileSystem ?? "")",
                "4 KiB and fdatasync take \(Unit.seconds.text(probe.appending.median)) at the end of "
                    + "a file, \(Unit.seconds.text(probe.overwriting.median)) over old bytes",
                version.split(separator: "\n").joined(separator: " ") + ", "
                    + (try PeerPackages.versions(folder: folder.path)),
            ].joined(separator: "; ") + "."
    }

    private static var today: String {
        var seconds = time(nil)
        var date = tm()
        gmtime_r(&seconds, &date)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(date.tm_year + 1900)-\(two(date.tm_mon + 1))-\(two(date.tm_mday))"
    }

    private static func processor() throws(BenchmarkError) -> String {
        for line in try TextFile.read("/proc/cpuinfo").split(separator: "\n")
        where line.hasPrefix("model name") {
            return String(line.drop { $0 != ":" }.dropFirst().drop { $0 == " " })
        }
        return "unknown"
    }
}
