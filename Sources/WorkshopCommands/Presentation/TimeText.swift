import Glibc
import WorkshopModel

/// Times for people.
enum TimeText {
    /// How long ago: `just now`, `42s ago`, `5m ago`, `3h ago`, `12d ago`.
    static func relative(_ time: Timestamp, now: Timestamp) -> String {
        let seconds = (now.milliseconds - time.milliseconds) / 1_000
        // Clocks of a mesh differ by a little.
        if seconds < 5 { return seconds < -60 ? "ahead" : "just now" }
        return "\(DurationText.rough(seconds: seconds)) ago"
    }

    /// The local time of day: `14:03:07`.
    static func clock(_ time: Timestamp) -> String {
        var seconds = time_t(time.milliseconds / 1_000)
        var parts = tm()
        localtime_r(&seconds, &parts)
        return [parts.tm_hour, parts.tm_min, parts.tm_sec]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}
