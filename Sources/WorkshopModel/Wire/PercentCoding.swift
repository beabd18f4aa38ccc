/// Percent-encoding of path segments and query values (RFC 3986).
public enum PercentCoding {
    /// The text with all but unreserved characters as `%XX`.
    public static func encode(_ text: String) -> String {
        var output: [UInt8] = []
        for byte in text.utf8 {
            if isUnreserved(byte) {
                output.append(byte)
            } else {
                let digits = Array("0123456789ABCDEF".utf8)
                output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The text that was encoded; `nil` when a `%` is not followed by two hexadecimal digits or
    /// the result is not UTF-8.
    ///
    /// - Parameter plusIsSpace: as in queries that a form wrote.
    public static func decode(_ text: Substring, plusIsSpace: Bool = false) -> String? {
        let input = text.utf8
        var output: [UInt8] = []
        output.reserveCapacity(input.count)
        var index = input.startIndex
        while index < input.endIndex {
            let byte = input[index]
            index = input.index(after: index)
            if byte == UInt8(ascii: "+"), plusIsSpace {
                output.append(0x20)
            } else if byte == UInt8(ascii: "%") {
                guard let high = digit(input, &index), let low = digit(input, &index) else {
                    return nil
                }
                output.append(UInt8(high << 4 | low))
            } else {
                output.append(byte)
            }
        }
        return String(validating: output, as: UTF8.self)
    }

    private static func digit(
        _ input: Substring.UTF8View, _ index: inout Substring.Index
    ) -> UInt32? {
        guard index < input.endIndex, let value = JSONString.hexadecimalValue(input[index]) else {
            return nil
        }
        index = input.index(after: index)
        return value
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
