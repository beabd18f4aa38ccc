/// What a load has shown.
package struct LoadFigures: Sendable {
    /// Of every request that was counted, from the moment it was due.
    package var latencies = LatencyHistogram()
    /// Requests that were due while it was counted; `nil` for a load without a schedule.
    package var due: Int?
    /// Of these, what was not sent because no connection was free until the end.
    package var unsent = 0
    /// Answers that were no success, at any time.
    package var errors = 0
    package var firstRefusal: RefusedRequest?
    /// What it took; its seconds are the time in which ``count`` was reached.
    package var usage = Usage.none
    /// What ended it before its time; what is here was measured until then.
    package var breakOff: BenchmarkError?

    package var count: Int { latencies.count }
    package var perSecond: Double { usage.seconds > 0 ? Double(count) / usage.seconds : 0 }

    package init() {}
}
