import Glibc
import WorkshopModel

/// The time as RFC 9110 § 5.6.7 writes it: `Sun, 06 Nov 1994 08:49:37 GMT`.
struct ResponseDate {
    private var second: Int64 = .min
    private var cached = ""

    mutating func text(at now: Timestamp) -> String {
        let current = now.milliseconds / 1000
        if current != second {
            second = current
            cached = ResponseDate.format(current)
        }
        return cached
    }

    /// Days and months are spelt here because `strftime` follows the locale.
    private static func format(_ seconds: Int64) -> String {
        var time = time_t(seconds)
        var parts = tm()
        gmtime_r(&time, &parts)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) "
            + "\(parts.tm_year + 1900) \(two(parts.tm_hour)):\(two(parts.tm_min)):"
            + "\(two(parts.tm_sec)) GMT"
    }
}
