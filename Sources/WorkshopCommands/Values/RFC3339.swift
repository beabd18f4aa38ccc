import WorkshopModel

/// Times as RFC 3339 writes them: `2026-01-31T12:00:00Z`, `2026-01-31T14:00:00.5+02:00`.
enum RFC3339 {
    /// `nil` for anything else; a leap second counts as the second after it.
    static func parse(_ text: String) -> Timestamp? {
        var reader = Reader(rest: Array(text.utf8)[...])
        guard let year = reader.digits(4), reader.take("-"),
            let month = reader.digits(2), reader.take("-"),
            let day = reader.digits(2), reader.take("Tt "),
            let hour = reader.digits(2), reader.take(":"),
            let minute = reader.digits(2), reader.take(":"),
            let second = reader.digits(2), let fraction = reader.fraction(),
            let offset = reader.offset(), reader.rest.isEmpty,
            (1...12).contains(month), (1...days(in: month, of: year)).contains(day),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        let minutes = (daysSinceEpoch(year, month, day) * 24 + hour) * 60 + minute - offset
        return Timestamp(milliseconds: Int64((minutes * 60 + second) * 1_000 + fraction))
    }

    private static func days(in month: Int, of year: Int) -> Int {
        let isLeap = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
        return switch month {
        case 2: isLeap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// In the proleptic Gregorian calendar. Years are counted from March, so that the leap day
    /// is a year's last: https://howardhinnant.github.io/date_algorithms.html#days_from_civil
    private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func take(_ choices: StaticString) -> Bool {
            guard let byte = rest.first, "\(choices)".utf8.contains(byte) else { return false }
            rest.removeFirst()
            return true
        }

        mutating func digits(_ count: Int) -> Int? {
            let taken = rest.prefix(count)
            guard taken.count == count, taken.allSatisfy(isDigit) else { return nil }
            rest = rest.dropFirst(count)
            return taken.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        }

        /// Milliseconds; further digits are cut off.
        mutating func fraction() -> Int? {
            guard take(".") else { return 0 }
            let taken = rest.prefix(while: isDigit)
            guard !taken.isEmpty else { return nil }
            rest = rest.dropFirst(taken.count)
            let three = (taken.prefix(3) + [UInt8](repeating: UInt8(ascii: "0"), count: 3)).prefix(
                3)
            return three.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        }

        /// Minutes east of Greenwich.
        mutating func offset() -> Int? {
            if take("Zz") { return 0 }
            let isWest = rest.first == UInt8(ascii: "-")
            guard take("+-"), let hours = digits(2), take(":"), let minutes = digits(2),
                hours < 24, minutes < 60
            else { return nil }
            return (isWest ? -1 : 1) * (hours * 60 + minutes)
        }

        private func isDigit(_ byte: UInt8) -> Bool {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
    }
}
