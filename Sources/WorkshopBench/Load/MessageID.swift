/// The id of a message: 26 Crockford characters, five bits each.
package struct MessageID: Comparable, Hashable, Sendable {
    package let bits: UInt128

    package static let textLength = 26

    /// - Parameter text: at least 26 characters, taken to be of the alphabet.
    package init(_ text: borrowing Span<UInt8>) {
        var bits: UInt128 = 0
        for index in 0..<MessageID.textLength {
            bits = bits << 5 | UInt128(MessageID.values[Int(text[index])])
        }
        self.bits = bits
    }

    package static func < (left: MessageID, right: MessageID) -> Bool { left.bits < right.bits }

    static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// The value of each character, under its code.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0, count: 256)
        for (value, character) in alphabet.enumerated() {
            values[Int(character)] = UInt8(value)
        }
        return values
    }()
}
