/// One JSON value that was checked, as the bytes it was sent in, on one line: white space
/// outside strings is gone, everything else stands as the sender wrote it.
///
/// The accessors read on demand; on a value of another kind they answer `nil`.
public struct JSONText: Hashable, Sendable {
    /// Valid UTF-8, at least one byte, no line break.
    public let bytes: [UInt8]

    public static let emptyObject = JSONText(unchecked: Array("{}".utf8))
    public static let emptyArray = JSONText(unchecked: Array("[]".utf8))
    public static let null = JSONText(unchecked: Array("null".utf8))

    /// Checks and compacts.
    ///
    /// - Parameters:
    ///   - maximumDepth: how deep arrays and objects may stand inside each other.
    ///   - depth: how many the value already stands in.
    public init(
        parsing bytes: some Sequence<UInt8>, maximumDepth: Int = Limits.jsonDepth, depth: Int = 0
    ) throws(JSONError) {
        let copy = ContiguousArray(bytes)
        let result = copy.withUnsafeBufferPointer { buffer in
            Result { () throws(JSONError) in
                var scanner = JSONScanner(buffer, maximumDepth: maximumDepth, depth: depth)
                return JSONText(try scanner.scanDocument(), in: buffer)
            }
        }
        self = try result.get()
    }

    /// The bytes of a value that a scanner has just checked.
    init(_ slice: JSONSlice, in buffer: UnsafeBufferPointer<UInt8>) {
        let raw = UnsafeBufferPointer(rebasing: buffer[slice.range])
        if slice.needsWork, slice.kind != .string {
            bytes = JSONText.compacted(raw)
        } else {
            bytes = Array(raw)
        }
    }

    /// Bytes known to be checked and compact.
    init(unchecked bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// A text as a JSON string.
    public init(string: String) {
        var bytes: [UInt8] = []
        JSONString.append(string, to: &bytes)
        self.init(unchecked: bytes)
    }

    public var kind: JSONKind {
        switch bytes[0] {
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .boolean
        case UInt8(ascii: "n"): .null
        default: .number
        }
    }

    /// The JSON itself as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The content of a string; `nil` also when it holds a lone surrogate.
    public var string: String? {
        guard kind == .string else { return nil }
        return bytes.withUnsafeBufferPointer { buffer in
            JSONString.decode(
                JSONSlice(kind: .string, range: 0..<buffer.count, needsWork: true), in: buffer)
        }
    }

    /// A number written as an integer that fits 64 bits: `-0` is 0, `1.0` and `1e2` are not.
    public var integer: Int64? { kind == .number ? Int64(text) : nil }

    /// Any number, as near as a double comes.
    public var number: Double? { kind == .number ? Double(text) : nil }

    public var boolean: Bool? {
        switch bytes[0] {
        case UInt8(ascii: "t"): true
        case UInt8(ascii: "f"): false
        default: nil
        }
    }

    /// The elements of an array.
    public var elements: [JSONText]? {
        guard kind == .array else { return nil }
        return bytes.withUnsafeBufferPointer { buffer in
            var found: [JSONText] = []
            var scanner = JSONScanner(buffer, maximumDepth: .max)
            // Checked when this value was made: reading it again cannot fail.
            try? scanner.scanElements { found.append(JSONText($0, in: buffer)) }
            return found
        }
    }

    /// The members of an object in order, doubled keys too; a key that holds a lone surrogate is
    /// left out, as no text can name it.
    public var members: [(key: String, value: JSONText)]? {
        guard kind == .object else { return nil }
        return bytes.withUnsafeBufferPointer { buffer in
            var found: [(key: String, value: JSONText)] = []
            var scanner = JSONScanner(buffer, maximumDepth: .max)
            // Checked when this value was made: reading it again cannot fail.
            try? scanner.scanMembers { key, value in
                guard let name = JSONString.decode(key, in: buffer) else { return }
                found.append((name, JSONText(value, in: buffer)))
            }
            return found
        }
    }

    /// The last member of that name.
    public subscript(key: String) -> JSONText? {
        members?.last { $0.key == key }?.value
    }

    private static func compacted(_ raw: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(raw.count)
        var insideString = false
        var afterBackslash = false
        for byte in raw {
            if insideString {
                output.append(byte)
                if afterBackslash {
                    afterBackslash = false
                } else if byte == UInt8(ascii: "\\") {
                    afterBackslash = true
                } else if byte == UInt8(ascii: "\"") {
                    insideString = false
                }
            } else if !JSONScanner.isWhiteSpace(byte) {
                output.append(byte)
                insideString = byte == UInt8(ascii: "\"")
            }
        }
        return output
    }
}

extension JSONText: CustomStringConvertible {
    public var description: String { text }
}
