/// A number with a fixed count of decimals, such as nanoseconds told in seconds: written exactly,
/// as a floating-point number would not be.
public struct FixedPoint: Sendable, Equatable, CustomStringConvertible {
    public var units: Int
    public var decimals: Int

    /// - Parameter units: the number times ten to the `decimals`.
    public init(_ units: Int, decimals: Int = 0) {
        self.units = units
        self.decimals = decimals
    }

    /// Without zeros at the end: `0.0025`, `17`.
    public var description: String {
        let digits = String(units.magnitude)
        let missing = max(0, decimals + 1 - digits.utf8.count)
        let padded = String(repeating: "0", count: missing) + digits
        let whole = padded.dropLast(decimals)
        var fraction = padded.suffix(decimals)
        while fraction.last == "0" { fraction.removeLast() }
        let sign = units < 0 ? "-" : ""
        return fraction.isEmpty ? sign + whole : sign + whole + "." + fraction
    }
}
