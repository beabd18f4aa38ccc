/// Where a value stands in the bytes that were scanned, and what the scanner saw of it.
///
/// Holds no bytes: it is used together with the buffer it came from.
public struct JSONSlice: Sendable {
    public let kind: JSONKind
    /// Offsets in the buffer; a string's quotes are included.
    public let range: Range<Int>
    /// Whether a string has a backslash, or anything else has white space outside strings: if
    /// not, the bytes can be taken as they are.
    public let needsWork: Bool
}

/// The six kinds of RFC 8259.
public enum JSONKind: Sendable, Equatable {
    case object, array, string, number, boolean, null

    /// With its article, for sentences.
    public var name: String {
        switch self {
        case .object: "an object"
        case .array: "an array"
        case .string: "a string"
        case .number: "a number"
        case .boolean: "a boolean"
        case .null: "null"
        }
    }
}
