import Glibc

/// A point in time on the monotonic clock, in nanoseconds.
package struct Moment: Comparable, Sendable {
    package var nanoseconds: Int64

    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    package static var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Moment(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// Later than any run goes on.
    package static var distantFuture: Moment { Moment(nanoseconds: .max / 2) }

    package static func < (left: Moment, right: Moment) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// Nanoseconds from one moment to another.
    package static func - (left: Moment, right: Moment) -> Int64 {
        left.nanoseconds - right.nanoseconds
    }

    package static func + (moment: Moment, seconds: Double) -> Moment {
        Moment(nanoseconds: moment.nanoseconds + Int64(seconds * 1e9))
    }

    package func seconds(since earlier: Moment) -> Double { Double(self - earlier) / 1e9 }

    /// Sleeps; a signal ends the run and not only the sleep.
    package static func pause(seconds: Double) throws(BenchmarkError) {
        usleep(UInt32(seconds * 1e6))
        try Interruption.check()
    }
}
