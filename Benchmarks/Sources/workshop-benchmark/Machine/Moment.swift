import Glibc

/// A point in time on the monotonic clock, in nanoseconds.
struct Moment: Comparable {
    var nanoseconds: Int64

    static var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Moment(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    static func < (left: Moment, right: Moment) -> Bool { left.nanoseconds < right.nanoseconds }

    /// Nanoseconds from one moment to another.
    static func - (left: Moment, right: Moment) -> Int64 { left.nanoseconds - right.nanoseconds }

    static func + (moment: Moment, seconds: Double) -> Moment {
        Moment(nanoseconds: moment.nanoseconds + Int64(seconds * 1e9))
    }

    func seconds(since earlier: Moment) -> Double { Double(self - earlier) / 1e9 }

    /// Sleeps; a signal ends the run and not only the sleep.
    static func pause(seconds: Double) throws(BenchmarkError) {
        usleep(UInt32(seconds * 1e6))
        try Interruption.check()
    }
}
