import Glibc

/// Reads what a process on this machine has used.
package struct ProcessMeter: Sendable {
    package let processID: Int32

    package init(processID: Int32) { self.processID = processID }

    private static let ticksPerSecond = Double(sysconf(Int32(_SC_CLK_TCK)))

    /// CPU time since the process began, all threads together.
    package func processorTime() throws(BenchmarkError) -> ProcessorTime {
        let path = "/proc/\(processID)/stat"
        let text = try TextFile.read(path)
        // The name in parentheses may hold anything; what follows it is field 3 and on (proc(5)).
        let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13])
        else { throw .server("cannot make sense of '\(path)'") }
        return ProcessorTime(
            user: user / ProcessMeter.ticksPerSecond, system: system / ProcessMeter.ticksPerSecond)
    }

    /// Resident memory in bytes.
    package func residentBytes() throws(BenchmarkError) -> Int {
        let path = "/proc/\(processID)/status"
        for line in try TextFile.read(path).split(separator: "\n") where line.hasPrefix("VmRSS:") {
            let fields = line.split { $0 == " " || $0 == "\t" }
            if fields.count > 1, let kibibytes = Int(fields[1]) { return kibibytes * 1_024 }
        }
        throw .server("cannot make sense of '\(path)'")
    }

    /// Resident memory once it has stayed the same for two seconds; after 20, as it is then.
    package func settledResidentBytes() throws(BenchmarkError) -> Int {
        var last = try residentBytes()
        var steady = 0
        for _ in 0..<80 where steady < 8 {
            try Moment.pause(seconds: 0.25)
            let now = try residentBytes()
            steady = now == last ? steady + 1 : 0
            last = now
        }
        return last
    }

    /// Waits until the process is idle: what it does after its work, checkpoints among it, is over.
    package func waitUntilIdle() throws(BenchmarkError) {
        for _ in 0..<60 {
            let before = try processorTime().total
            try Moment.pause(seconds: 1)
            if try processorTime().total - before < 0.02 { return }
        }
    }
}
