extension ValueSyntax where Value == Duration {
    /// A number with one of the units `ms s m h d w`, or without for seconds: `500ms`, `1.5h`,
    /// `30`; or several with units, the larger unit first: `1h30m`. It must be a whole number of
    /// nanoseconds.
    ///
    /// - Parameter range: at most a century unless said otherwise. Whatever it says, a result
    ///   counted in nanoseconds fits an `Int64`, so that it can be handed to any clock.
    public static func duration(in range: ClosedRange<Duration> = .zero ... .century) -> Self {
        Self { text throws(InvalidValue) in
            guard let nanoseconds = nanoseconds(text) else {
                throw InvalidValue("expected a duration such as 500ms, 30s, 5m, 1h30m, 1d or 1w")
            }
            guard let count = Int64(exactly: nanoseconds),
                range.contains(.nanoseconds(count))
            else { throw InvalidValue(expectation(range)) }
            return .nanoseconds(count)
        }
    }

    /// `nil` for what is no duration.
    private static func nanoseconds(_ text: String) -> Int128? {
        let parts = parts(of: text)
        var sum: Int128 = 0
        var smallest = Int128.max
        for part in parts {
            let unit = part.drop { $0.isNumber || $0 == "." }
            guard let factor = nanosecondsPerUnit[String(unit)], factor < smallest,
                parts.count == 1 || !unit.isEmpty,
                let count = Quantity(String(part))?.scaled(by: nanosecondsPerUnit)
            else { return nil }
            smallest = factor
            let (total, overflow) = sum.addingReportingOverflow(count)
            sum = overflow ? .max : total
        }
        return parts.isEmpty ? nil : sum
    }

    /// Cut before every number but the first.
    private static func parts(of text: String) -> [Substring] {
        var parts: [Substring] = []
        var rest = text[...]
        while !rest.isEmpty {
            let number = rest.prefix { $0.isNumber || $0 == "." }
            let unit = rest[number.endIndex...].prefix { !$0.isNumber && $0 != "." }
            parts.append(rest[..<unit.endIndex])
            rest = rest[unit.endIndex...]
        }
        return parts
    }

    private static var nanosecondsPerUnit: [String: Int128] {
        [
            "ms": 1_000_000,
            "s": 1_000_000_000, "": 1_000_000_000,
            "m": 60_000_000_000,
            "h": 3_600_000_000_000,
            "d": 86_400_000_000_000,
            "w": 604_800_000_000_000,
        ]
    }

    private static func expectation(_ range: ClosedRange<Duration>) -> String {
        let upper = shown(range.upperBound)
        guard range.lowerBound > .zero else { return "expected a duration of at most \(upper)" }
        return "expected a duration from \(shown(range.lowerBound)) to \(upper)"
    }

    /// The duration in the largest unit that needs no fraction, cut to milliseconds.
    private static func shown(_ duration: Duration) -> String {
        let parts = duration.components
        let milliseconds = parts.attoseconds / 1_000_000_000_000_000
        guard milliseconds == 0 else { return "\(parts.seconds * 1_000 + milliseconds)ms" }
        let units: [(name: String, seconds: Int64)] = [("d", 86_400), ("h", 3_600), ("m", 60)]
        let unit = units.first { parts.seconds != 0 && parts.seconds.isMultiple(of: $0.seconds) }
        return unit.map { "\(parts.seconds / $0.seconds)\($0.name)" } ?? "\(parts.seconds)s"
    }
}

extension Duration {
    /// 36 500 days.
    public static let century = Duration.seconds(36_500 * 86_400)
}
