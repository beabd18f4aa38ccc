import Glibc

/// Seconds of CPU.
package struct ProcessorTime: Sendable {
    package var user: Double
    package var system: Double

    package static let none = ProcessorTime(user: 0, system: 0)

    package var total: Double { user + system }

    package static func + (left: ProcessorTime, right: ProcessorTime) -> ProcessorTime {
        ProcessorTime(user: left.user + right.user, system: left.system + right.system)
    }

    package static func - (left: ProcessorTime, right: ProcessorTime) -> ProcessorTime {
        ProcessorTime(user: left.user - right.user, system: left.system - right.system)
    }

    /// Of this process.
    package static var own: ProcessorTime {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double {
            Double(time.tv_sec) + Double(time.tv_usec) / 1e6
        }
        return ProcessorTime(user: seconds(usage.ru_utime), system: seconds(usage.ru_stime))
    }
}
