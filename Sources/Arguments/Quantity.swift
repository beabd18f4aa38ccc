/// A decimal number with a unit behind it, such as `1.5h` or `100MiB`, kept exactly.
struct Quantity: Equatable {
    /// The digits without their point; `Int128.max` where they are too many to hold.
    private let significand: Int128
    private let fractionDigits: Int
    private let unit: String

    /// - Parameter text: digits, maybe a point and more digits, then the unit, with nothing
    ///   between them and no sign.
    init?(_ text: String) {
        let whole = text.utf8.prefix(while: Self.isDigit)
        var rest = text.utf8[whole.endIndex...]
        var fraction = rest.prefix(0)
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix(while: Self.isDigit)
            guard !fraction.isEmpty else { return nil }
            rest = rest[fraction.endIndex...]
        }
        guard !whole.isEmpty else { return nil }
        while fraction.last == UInt8(ascii: "0") {
            fraction.removeLast()
        }
        significand = Self.number(Array(whole) + Array(fraction))
        fractionDigits = fraction.count
        unit = String(Substring(rest))
    }

    /// The quantity in the smallest unit, or `nil` where the unit is unknown or the result is
    /// not whole. One that is too large is `Int128.max`, beyond any range.
    ///
    /// - Parameter factors: the size of each unit, by its name.
    func scaled(by factors: [String: Int128]) -> Int128? {
        guard let factor = factors[unit] else { return nil }
        let (product, overflow) = significand.multipliedReportingOverflow(by: factor)
        guard !overflow, significand != .max else { return fractionDigits == 0 ? .max : nil }
        // Ten to the 38th is the largest power that fits.
        guard fractionDigits <= 38 else { return nil }
        let divisor = (0..<fractionDigits).reduce(Int128(1)) { power, _ in power * 10 }
        guard product.isMultiple(of: divisor) else { return nil }
        return product / divisor
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func number(_ digits: [UInt8]) -> Int128 {
        var number: Int128 = 0
        for digit in digits {
            let (tenfold, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tenfold.addingReportingOverflow(Int128(digit - UInt8(ascii: "0")))
            guard !overflow, !carry else { return .max }
            number = sum
        }
        return number
    }
}
