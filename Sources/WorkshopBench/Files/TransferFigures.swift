/// What moving files in one direction has shown.
package struct TransferFigures: Sendable {
    /// Of each whole file, from its request's first byte to its answer's last.
    package var latencies = LatencyHistogram()
    package var bytes = 0
    package var usage = Usage.none
    /// What ended it before its time.
    package var breakOff: BenchmarkError?

    package var files: Int { latencies.count }
    package var bytesPerSecond: Double {
        usage.seconds > 0 ? Double(bytes) / usage.seconds : 0
    }

    package init() {}
}
