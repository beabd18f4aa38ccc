import Arguments
import WorkshopModel

/// Where in the past to begin or to end: `ID`, `DUR` ago, a date or time, or `all`.
enum PointInTime: Sendable, Equatable {
    case beginning
    case id(ULID)
    case moment(Timestamp)

    /// The id that stands for the point where ids are compared.
    var id: ULID {
        switch self {
        case .beginning: .zero
        case .id(let id): id
        case .moment(let time): ULID(firstOf: time)
        }
    }
}

extension ValueSyntax where Value == PointInTime {
    /// - Parameters:
    ///   - now: what durations count back from.
    ///   - allowsAll: whether `all`, the beginning, makes sense.
    static func pointInTime(now: Timestamp, allowsAll: Bool = true) -> Self {
        Self { text throws(InvalidValue) in
            if text == "all", allowsAll { return .beginning }
            if let id = ULID(text) { return .id(id) }
            if let time = RFC3339.parse(text) ?? LocalTime.parse(text) { return .moment(time) }
            do throws(InvalidValue) {
                let ago = try ValueSyntax<Duration>.duration().parse(text)
                return .moment(now.adding(milliseconds: -ago.milliseconds))
            } catch {
                throw InvalidValue(
                    "expected an id, a duration such as 10m, "
                        + (allowsAll ? "" : "or ")
                        + "a time such as 2026-01-31 or 2026-01-31T12:00:00Z"
                        + (allowsAll ? ", or 'all'" : ""))
            }
        }
    }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
