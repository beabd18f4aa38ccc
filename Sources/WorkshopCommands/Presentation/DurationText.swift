/// Durations for people.
enum DurationText {
    /// In the largest unit that fits, cut: `42s`, `5m`, `3h`, `12d`.
    static func rough(seconds: Int64) -> String {
        switch seconds {
        case ..<60: "\(seconds)s"
        case ..<3_600: "\(seconds / 60)m"
        case ..<86_400: "\(seconds / 3_600)h"
        default: "\(seconds / 86_400)d"
        }
    }

    /// In the two largest units: `3h 12m`.
    static func precise(seconds: Int64) -> String {
        switch seconds {
        case ..<60: "\(seconds)s"
        case ..<3_600: "\(seconds / 60)m \(seconds % 60)s"
        case ..<86_400: "\(seconds / 3_600)h \(seconds % 3_600 / 60)m"
        default: "\(seconds / 86_400)d \(seconds % 86_400 / 3_600)h"
        }
    }

    /// As it may have been given: `500ms`, `30s`, `5m`.
    static func of(_ duration: Duration) -> String {
        let milliseconds = duration.milliseconds
        guard milliseconds.isMultiple(of: 1_000) else { return "\(milliseconds)ms" }
        let seconds = milliseconds / 1_000
        let units: [(name: String, seconds: Int64)] = [("d", 86_400), ("h", 3_600), ("m", 60)]
        let unit = units.first { seconds != 0 && seconds.isMultiple(of: $0.seconds) }
        return unit.map { "\(seconds / $0.seconds)\($0.name)" } ?? "\(seconds)s"
    }
}
