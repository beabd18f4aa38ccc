/// Reads RFC 8259 exactly, without building anything: it checks, and tells where values stand.
///
/// Raw-preserving: numbers, escapes and the order and doubling of keys are never interpreted, so
/// a value can be kept byte for byte as it was sent. Recursion is bounded by `maximumDepth`.
///
/// Lives only inside a `withUnsafe…` closure over the bytes it reads.
public struct JSONScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let maximumDepth: Int
    /// Offset of the next unread byte.
    public private(set) var position = 0
    private var depth: Int
    /// Bytes of white space skipped so far: a value in which it did not grow is compact.
    private var skipped = 0

    /// - Parameters:
    ///   - maximumDepth: how many arrays and objects may stand inside each other.
    ///   - depth: how many of them the bytes already stand in.
    public init(_ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int, depth: Int = 0) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
        self.depth = depth
    }

    /// Reads the one value that the bytes are, with white space around it.
    public mutating func scanDocument() throws(JSONError) -> JSONSlice {
        skipWhiteSpace()
        let slice = try scanValue()
        try expectEnd()
        return slice
    }

    /// Fails unless only white space is left.
    public mutating func expectEnd() throws(JSONError) {
        skipWhiteSpace()
        if position < bytes.count { throw failure(.trailingBytes) }
    }

    /// Reads one value that starts at the current byte.
    public mutating func scanValue() throws(JSONError) -> JSONSlice {
        let start = position
        let skippedBefore = skipped
        guard let byte = current else { throw failure(.unexpectedEnd) }
        switch byte {
        case UInt8(ascii: "\""):
            return try scanString()
        case UInt8(ascii: "{"):
            try scanMembers { _, _ in }
            return JSONSlice(
                kind: .object, range: start..<position, needsWork: skipped != skippedBefore)
        case UInt8(ascii: "["):
            try scanElements { _ in }
            return JSONSlice(
                kind: .array, range: start..<position, needsWork: skipped != skippedBefore)
        case UInt8(ascii: "t"):
            return try scanLiteral("true", .boolean)
        case UInt8(ascii: "f"):
            return try scanLiteral("false", .boolean)
        case UInt8(ascii: "n"):
            return try scanLiteral("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            try skipNumber()
            return JSONSlice(kind: .number, range: start..<position, needsWork: false)
        default:
            throw failure(.unexpectedByte(byte, expected: "a value"))
        }
    }

    /// Reads an object that starts at the current byte and hands out each member in order,
    /// doubled keys too.
    public mutating func scanMembers(
        _ visit: (_ key: JSONSlice, _ value: JSONSlice) -> Void
    ) throws(JSONError) {
        try enter(UInt8(ascii: "{"), "an object")
        if leave(UInt8(ascii: "}")) { return }
        while true {
            let key = try scanString()
            skipWhiteSpace()
            try take(UInt8(ascii: ":"), "':'")
            skipWhiteSpace()
            visit(key, try scanValue())
            skipWhiteSpace()
            if leave(UInt8(ascii: "}")) { return }
            try take(UInt8(ascii: ","), "',' or '}'")
            skipWhiteSpace()
        }
    }

    /// Reads an array that starts at the current byte and hands out each element in order.
    public mutating func scanElements(_ visit: (JSONSlice) -> Void) throws(JSONError) {
        try enter(UInt8(ascii: "["), "an array")
        if leave(UInt8(ascii: "]")) { return }
        while true {
            visit(try scanValue())
            skipWhiteSpace()
            if leave(UInt8(ascii: "]")) { return }
            try take(UInt8(ascii: ","), "',' or ']'")
            skipWhiteSpace()
        }
    }

    /// Skips white space as RFC 8259 defines it.
    public mutating func skipWhiteSpace() {
        let start = position
        while let byte = current, JSONScanner.isWhiteSpace(byte) { position += 1 }
        skipped += position - start
    }

    static func isWhiteSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}

extension JSONScanner {
    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func failure(_ reason: JSONError.Reason) -> JSONError {
        JSONError(offset: position, reason: reason)
    }

    private mutating func take(_ byte: UInt8, _ expected: String) throws(JSONError) {
        guard let found = current else { throw failure(.unexpectedEnd) }
        guard found == byte else { throw failure(.unexpectedByte(found, expected: expected)) }
        position += 1
    }

    private mutating func enter(_ bracket: UInt8, _ expected: String) throws(JSONError) {
        try take(bracket, expected)
        depth += 1
        if depth > maximumDepth {
            position -= 1
            throw failure(.tooDeep(limit: maximumDepth))
        }
        skipWhiteSpace()
    }

    private mutating func leave(_ bracket: UInt8) -> Bool {
        guard current == bracket else { return false }
        position += 1
        depth -= 1
        return true
    }

    private mutating func scanLiteral(
        _ word: StaticString, _ kind: JSONKind
    ) throws(JSONError) -> JSONSlice {
        let start = position
        for index in 0..<word.utf8CodeUnitCount {
            try take(word.utf8Start[index], "'\(word)'")
        }
        return JSONSlice(kind: kind, range: start..<position, needsWork: false)
    }

    private mutating func scanString() throws(JSONError) -> JSONSlice {
        let start = position
        var escaped = false
        try take(UInt8(ascii: "\""), "a string")
        while true {
            guard let byte = current else { throw failure(.unexpectedEnd) }
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return JSONSlice(kind: .string, range: start..<position, needsWork: escaped)
            case UInt8(ascii: "\\"):
                escaped = true
                try skipEscape()
            case 0x00..<0x20:
                throw failure(.controlCharacter(byte))
            case 0x20..<0x80:
                position += 1
            default:
                try skipMultibyteScalar()
            }
        }
    }

    private mutating func skipEscape() throws(JSONError) {
        let start = position
        position += 1
        guard let byte = current else { throw failure(.unexpectedEnd) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return
        case UInt8(ascii: "u"):
            for _ in 0..<4 {
                guard let digit = current else { throw failure(.unexpectedEnd) }
                guard JSONString.hexadecimalValue(digit) != nil else {
                    position = start
                    throw failure(.invalidEscape)
                }
                position += 1
            }
        default:
            position = start
            throw failure(.invalidEscape)
        }
    }

    /// One scalar of two to four bytes: shortest form only, no surrogates, at most U+10FFFF
    /// (table 3-7 of the Unicode standard).
    private mutating func skipMultibyteScalar() throws(JSONError) {
        let lead = bytes[position]
        let second: ClosedRange<UInt8>
        let length: Int
        switch lead {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xE1...0xEC, 0xEE...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: throw failure(.invalidUTF8)
        }
        guard position + length <= bytes.count, second.contains(bytes[position + 1]) else {
            throw failure(.invalidUTF8)
        }
        for offset in stride(from: 2, to: length, by: 1)
        where !(0x80...0xBF).contains(bytes[position + offset]) {
            throw failure(.invalidUTF8)
        }
        position += length
    }

    private mutating func skipNumber() throws(JSONError) {
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "0") {
            position += 1
            if let byte = current, JSONScanner.isDigit(byte) { throw failure(.invalidNumber) }
        } else {
            try skipDigits()
        }
        if current == UInt8(ascii: ".") {
            position += 1
            try skipDigits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try skipDigits()
        }
    }

    private mutating func skipDigits() throws(JSONError) {
        guard let byte = current else { throw failure(.unexpectedEnd) }
        guard JSONScanner.isDigit(byte) else { throw failure(.invalidNumber) }
        while let byte = current, JSONScanner.isDigit(byte) { position += 1 }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
