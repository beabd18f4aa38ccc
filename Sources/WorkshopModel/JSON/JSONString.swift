/// Reading and writing the inside of JSON strings.
enum JSONString {
    /// The text of a scanned string; `nil` when an escape in it is a lone surrogate, which no
    /// Unicode text can hold.
    static func decode(_ slice: JSONSlice, in bytes: UnsafeBufferPointer<UInt8>) -> String? {
        let content = UnsafeBufferPointer(
            rebasing: bytes[slice.range.lowerBound + 1..<slice.range.upperBound - 1])
        guard slice.needsWork else { return String(decoding: content, as: UTF8.self) }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(content.count)
        var index = 0
        while index < content.count {
            let byte = content[index]
            guard byte == UInt8(ascii: "\\") else {
                decoded.append(byte)
                index += 1
                continue
            }
            guard let scalar = decodeEscape(content, &index) else { return nil }
            UTF8.encode(scalar)?.forEach { decoded.append($0) }
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    /// Whether a scanned string is this word, escapes in it considered.
    static func matches(
        _ word: StaticString, _ slice: JSONSlice, in bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        if slice.needsWork {
            // An escape takes up to six bytes for one: a longer string cannot be the word.
            return slice.range.count <= 2 + 6 * word.utf8CodeUnitCount
                && decode(slice, in: bytes) == "\(word)"
        }
        guard slice.range.count == word.utf8CodeUnitCount + 2 else { return false }
        for index in 0..<word.utf8CodeUnitCount
        where bytes[slice.range.lowerBound + 1 + index] != word.utf8Start[index] {
            return false
        }
        return true
    }

    /// Appends a text as a JSON string: `"`, `\` and control characters escaped, all else as is.
    static func append(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            for (index, byte) in bytes.enumerated() where mustEscape(byte) {
                output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
                appendEscape(byte, to: &output)
                start = index + 1
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
        }
        output.append(UInt8(ascii: "\""))
    }

    static func hexadecimalValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }

    /// Reads one checked escape, or a pair of surrogate escapes, and moves past it.
    private static func decodeEscape(
        _ content: UnsafeBufferPointer<UInt8>, _ index: inout Int
    ) -> Unicode.Scalar? {
        let letter = content[index + 1]
        index += 2
        switch letter {
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default: return Unicode.Scalar(letter)
        }
        let unit = hexadecimalUnit(content, &index)
        guard (0xD800..<0xDC00).contains(unit) else { return Unicode.Scalar(unit) }
        guard index + 6 <= content.count, content[index] == UInt8(ascii: "\\"),
            content[index + 1] == UInt8(ascii: "u")
        else { return nil }
        index += 2
        let low = hexadecimalUnit(content, &index)
        guard (0xDC00..<0xE000).contains(low) else { return nil }
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    }

    private static func hexadecimalUnit(
        _ content: UnsafeBufferPointer<UInt8>, _ index: inout Int
    ) -> UInt32 {
        var unit: UInt32 = 0
        for offset in 0..<4 { unit = unit << 4 | (hexadecimalValue(content[index + offset]) ?? 0) }
        index += 4
        return unit
    }

    private static func mustEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func appendEscape(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x00..<0x20:
            let digits = Array("0123456789abcdef".utf8)
            output.append(contentsOf: "u00".utf8)
            output.append(digits[Int(byte >> 4)])
            output.append(digits[Int(byte & 15)])
        default: output.append(byte)
        }
    }
}
