/// Sizes for people.
enum ByteText {
    /// In the largest unit that fits, with one decimal: `812 B`, `1.5 MiB`.
    static func of(_ bytes: Int64) -> String {
        let units: [(name: String, shift: Int64)] = [("GiB", 30), ("MiB", 20), ("KiB", 10)]
        guard let unit = units.first(where: { bytes >> $0.shift > 0 }) else { return "\(bytes) B" }
        // Rounded down: what is shown was transferred.
        let tenths = ((bytes >> (unit.shift - 10)) * 10) >> 10
        return "\(tenths / 10).\(tenths % 10) \(unit.name)"
    }
}
