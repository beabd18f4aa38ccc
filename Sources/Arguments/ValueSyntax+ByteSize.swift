extension ValueSyntax where Value == Int {
    /// A number of bytes, with or without a unit, in capitals or not: `K M G T` and
    /// `KiB MiB GiB TiB` count in 1024, `KB MB GB TB` in 1000, `B` and no unit are bytes.
    /// A fraction is fine where it makes whole bytes: `1.5K`.
    public static func byteSize(in range: ClosedRange<Int> = 0...Int.max) -> Self {
        Self { text throws(InvalidValue) in
            guard let bytes = Quantity(text.lowercased())?.scaled(by: bytesPerUnit) else {
                throw InvalidValue("expected a size such as 4096, 64KiB, 100M or 1GB")
            }
            guard let value = Int(exactly: bytes), range.contains(value) else {
                throw InvalidValue(byteExpectation(range))
            }
            return value
        }
    }

    private static var bytesPerUnit: [String: Int128] {
        [
            "": 1, "b": 1,
            "k": 1 << 10, "kib": 1 << 10, "kb": 1_000,
            "m": 1 << 20, "mib": 1 << 20, "mb": 1_000_000,
            "g": 1 << 30, "gib": 1 << 30, "gb": 1_000_000_000,
            "t": 1 << 40, "tib": 1 << 40, "tb": 1_000_000_000_000,
        ]
    }

    private static func byteExpectation(_ range: ClosedRange<Int>) -> String {
        let upper = shown(bytes: range.upperBound)
        guard range.lowerBound > 0 else { return "expected a size of at most \(upper)" }
        return "expected a size from \(shown(bytes: range.lowerBound)) to \(upper)"
    }

    /// The size in the largest unit that needs no fraction.
    private static func shown(bytes: Int) -> String {
        let units: [(name: String, shift: Int)] = [
            ("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10),
        ]
        let unit = units.first { bytes != 0 && bytes.isMultiple(of: 1 << $0.shift) }
        return unit.map { "\(bytes >> $0.shift)\($0.name)" } ?? "\(bytes)B"
    }
}
