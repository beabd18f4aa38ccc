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

    /// The same where room is short: `now`, `42s`, `5m`, `3h`, `12d`.
    static func age(_ time: Timestamp, now: Timestamp) -> String {
        let seconds = (now.milliseconds - time.milliseconds) / 1_000
        return seconds < 5 ? "now" : DurationText.rough(seconds: seconds)
    }

    /// The local time of day, `14:03:07`, with the date before it where that is not today's:
    /// `2026-01-31 14:03:07`.
    static func clock(_ time: Timestamp, now: Timestamp) -> String {
        let (then, today) = (local(time), local(now))
        let clock = [then.tm_hour, then.tm_min, then.tm_sec].map(twoDigits).joined(separator: ":")
        guard then.tm_year != today.tm_year || then.tm_yday != today.tm_yday else { return clock }
        let date =
            "\(then.tm_year + 1_900)-\(twoDigits(then.tm_mon + 1))-\(twoDigits(then.tm_mday))"
        return "\(date) \(clock)"
    }

    private static func local(_ time: Timestamp) -> tm {
        var seconds = time_t(time.milliseconds / 1_000)
        var parts = tm()
        localtime_r(&seconds, &parts)
        return parts
    }

    private static func twoDigits(_ number: Int32) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
