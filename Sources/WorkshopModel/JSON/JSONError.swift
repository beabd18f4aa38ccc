/// Why bytes are not the JSON that is asked for, and where.
public struct JSONError: Error, Hashable, Sendable {
    /// Offset of the byte at which reading stopped.
    public let offset: Int
    public let reason: Reason

    public enum Reason: Hashable, Sendable {
        case unexpectedEnd
        case unexpectedByte(UInt8, expected: String)
        case controlCharacter(UInt8)
        case invalidEscape
        case invalidUTF8
        case invalidNumber
        case tooDeep(limit: Int)
        case trailingBytes
    }
}

extension JSONError {
    /// The sentence a client gets.
    public var message: String {
        "invalid JSON at byte \(offset): \(reason.sentence)"
    }
}

extension JSONError.Reason {
    fileprivate var sentence: String {
        switch self {
        case .unexpectedEnd: "the text ends in the middle of a value"
        case .unexpectedByte(let byte, let expected):
            "\(expected) expected, found \(describe(byte))"
        case .controlCharacter(let byte):
            "\(describe(byte)) must be written as an escape inside a string"
        case .invalidEscape: "a backslash must be followed by one of \"\\/bfnrt or uXXXX"
        case .invalidUTF8: "the text is not valid UTF-8"
        case .invalidNumber: "a number is '-', digits without a leading zero, '.digits', 'e±digits'"
        case .tooDeep(let limit): "values are nested deeper than \(limit)"
        case .trailingBytes: "something follows the value"
        }
    }

    private func describe(_ byte: UInt8) -> String {
        switch byte {
        case 0x21...0x7E: return "'\(Character(Unicode.Scalar(byte)))'"
        default:
            let digits = String(byte, radix: 16, uppercase: true)
            return "byte 0x\(digits.count < 2 ? "0" : "")\(digits)"
        }
    }
}
