import Glibc
import WorkshopModel

/// Dates and times as people write them, in the time of this machine: `2026-01-31`,
/// `2026-01-31T14:00`, `2026-01-31 14:00:30`; with `Z` at the end in UTC.
enum LocalTime {
    /// `nil` for anything else.
    static func parse(_ text: String) -> Timestamp? {
        let isUTC = text.utf8.last == UInt8(ascii: "Z")
        let whole = isUTC ? String(text.dropLast()) : text
        let rest: [Int: String] = [10: "T00:00:00", 16: ":00", 19: ""]
        guard let missing = rest[whole.utf8.count],
            let inUTC = RFC3339.parse(whole + missing + "Z")
        else { return nil }
        if isUTC { return inUTC }
        var seconds = time_t(inUTC.milliseconds / 1_000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        // Whether summer time holds is for the system to find out.
        parts.tm_isdst = -1
        return Timestamp(milliseconds: Int64(mktime(&parts)) * 1_000)
    }
}
