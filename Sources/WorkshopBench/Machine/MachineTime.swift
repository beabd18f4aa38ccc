import Glibc

/// How busy the whole machine is.
package enum MachineTime {
    /// Seconds of CPU that all processes, the kernel and the host beneath have taken since boot.
    package static func busy() throws(BenchmarkError) -> Double {
        let text = try TextFile.read("/proc/stat")
        // cpu user nice system idle iowait irq softirq steal (proc(5))
        let ticks = text.prefix { $0 != "\n" }.split(separator: " ").dropFirst().prefix(8)
            .enumerated().filter { $0.offset != 3 && $0.offset != 4 }
            .reduce(0) { $0 + (Int($1.element) ?? 0) }
        return Double(ticks) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
