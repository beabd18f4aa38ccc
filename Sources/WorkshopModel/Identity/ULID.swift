/// A 128-bit identifier of 48 bits of milliseconds since the epoch and 80 bits of randomness,
/// written as 26 upper-case characters of Crockford's base 32.
///
/// The order of the values is the order of their texts, byte by byte, so that SQLite's
/// comparison of `TEXT` ids is this one.
public struct ULID: Hashable, Comparable, Sendable {
    /// 48 bits of time, then the upper 16 random bits.
    public let high: UInt64
    /// The lower 64 random bits.
    public let low: UInt64

    /// Length of the text in bytes.
    public static let textLength = 26
    /// 26 zeros: the beginning of everything, never given to a message.
    public static let zero = ULID(high: 0, low: 0)
    /// The largest id there is, `7ZZZ…`.
    public static let greatest = ULID(high: .max, low: .max)

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The first id of a millisecond: below every id given in it.
    ///
    /// A time before the epoch counts as the epoch.
    public init(firstOf time: Timestamp) {
        self.init(high: UInt64(max(0, time.milliseconds)) << 16, low: 0)
    }

    /// Reads exactly 26 upper-case Crockford characters of which the first is at most `7`;
    /// `nil` for anything else, lower case included.
    public init?(_ text: some StringProtocol) {
        var copy = String(text)
        guard let value = copy.withUTF8({ ULID(utf8: $0) }) else { return nil }
        self = value
    }

    /// The same from bytes.
    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == ULID.textLength, bytes[0] <= UInt8(ascii: "7") else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for byte in bytes {
            let digit = ULID.values[Int(byte)]
            guard digit < 32 else { return nil }
            high = high << 5 | low >> 59
            low = low << 5 | UInt64(digit)
        }
        self.init(high: high, low: low)
    }

    /// Milliseconds since the epoch at which the id was made.
    public var milliseconds: Int64 { Int64(high >> 16) }

    /// The next id, or `nil` after ``greatest``.
    public var successor: ULID? {
        if low < .max { return ULID(high: high, low: low + 1) }
        return high < .max ? ULID(high: high + 1, low: 0) : nil
    }

    /// The 26 characters.
    public var text: String {
        String(unsafeUninitializedCapacity: ULID.textLength) { buffer in
            write(into: UnsafeMutableBufferPointer(rebasing: buffer[..<ULID.textLength]))
            return ULID.textLength
        }
    }

    /// Writes the 26 characters into a buffer of that size.
    public func write(into buffer: UnsafeMutableBufferPointer<UInt8>) {
        precondition(buffer.count == ULID.textLength, "a ULID's text has 26 bytes")
        var high = high
        var low = low
        var index = ULID.textLength - 1
        while index >= 0 {
            buffer[index] = ULID.digits[Int(low & 31)]
            low = low >> 5 | high << 59
            high >>= 5
            index -= 1
        }
    }

    public static func < (left: ULID, right: ULID) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }

    private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }()
}

extension ULID: CustomStringConvertible {
    public var description: String { text }
}
