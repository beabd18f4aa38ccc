extension ValueSyntax where Value == Int {
    /// A decimal integer in the range. `Int.max` and `Int.min` as a bound mean none.
    public static func integer(in range: ClosedRange<Int> = Int.min...Int.max) -> Self {
        Self { text throws(InvalidValue) in
            // `Int.init` would also take a '+', which nothing here prints.
            guard text.utf8.first != UInt8(ascii: "+"), let value = Int(text),
                range.contains(value)
            else { throw InvalidValue(expectation(range)) }
            return value
        }
    }

    private static func expectation(_ range: ClosedRange<Int>) -> String {
        switch (range.lowerBound, range.upperBound) {
        case (.min, .max): "expected an integer"
        case (let lower, .max): "expected an integer of at least \(lower)"
        case (.min, let upper): "expected an integer of at most \(upper)"
        case (let lower, let upper): "expected an integer from \(lower) to \(upper)"
        }
    }
}
