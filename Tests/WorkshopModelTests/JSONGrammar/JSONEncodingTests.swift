import Testing
import WorkshopModel

/// RFC 8259 § 8.1: UTF-8 without a byte order mark. What UTF-8 is, table 3-7 of the Unicode
/// standard says row by row.
@Suite("JSON is UTF-8")
struct JSONEncodingTests {
    /// One row of the table: what each byte of a scalar may be.
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [ClosedRange<UInt8>]

        init(_ scalars: String, _ bytes: ClosedRange<UInt8>...) {
            testDescription = scalars
            self.bytes = bytes
        }
    }

    static let table = [
        Row("U+0080..U+07FF", 0xC2...0xDF, 0x80...0xBF),
        Row("U+0800..U+0FFF", 0xE0...0xE0, 0xA0...0xBF, 0x80...0xBF),
        Row("U+1000..U+CFFF", 0xE1...0xEC, 0x80...0xBF, 0x80...0xBF),
        Row("U+D000..U+D7FF", 0xED...0xED, 0x80...0x9F, 0x80...0xBF),
        Row("U+E000..U+FFFF", 0xEE...0xEF, 0x80...0xBF, 0x80...0xBF),
        Row("U+10000..U+3FFFF", 0xF0...0xF0, 0x90...0xBF, 0x80...0xBF, 0x80...0xBF),
        Row("U+40000..U+FFFFF", 0xF1...0xF3, 0x80...0xBF, 0x80...0xBF, 0x80...0xBF),
        Row("U+100000..U+10FFFF", 0xF4...0xF4, 0x80...0x8F, 0x80...0xBF, 0x80...0xBF),
    ]

    private func quoted(_ bytes: [UInt8]) -> [UInt8] { [0x22] + bytes + [0x22] }

    @Test("every corner of a row is read and kept", arguments: table)
    func corners(row: Row) throws {
        for corner in 0..<(1 << row.bytes.count) {
            let bytes = row.bytes.enumerated().map { index, range in
                corner & 1 << index == 0 ? range.lowerBound : range.upperBound
            }
            #expect(try JSONText(parsing: quoted(bytes)).bytes == quoted(bytes))
            #expect(refusal(of: bytes) != nil, "outside a string it is nothing")
        }
    }

    @Test("every byte beside a row's bounds is refused", arguments: table)
    func besideBounds(row: Row) {
        let whole = row.bytes.map(\.lowerBound)
        for (index, range) in row.bytes.enumerated().dropFirst() {
            for byte in UInt8.min...UInt8.max where !range.contains(byte) {
                var bytes = whole
                bytes[index] = byte
                #expect(refusal(of: quoted(bytes))?.reason == .invalidUTF8, "\(bytes)")
            }
        }
    }

    @Test(
        "a scalar cut anywhere is refused, by the quote, the end or another scalar",
        arguments: table)
    func cut(row: Row) {
        let whole = row.bytes.map(\.upperBound)
        for length in 1..<whole.count {
            let part = Array(whole[..<length])
            for bytes in [quoted(part), [0x22] + part, quoted(part + whole), quoted(part + [0x61])]
            {
                #expect(refusal(of: bytes)?.reason == .invalidUTF8, "\(bytes)")
            }
        }
    }

    @Test("a byte too many is refused", arguments: table)
    func continued(row: Row) {
        let bytes = row.bytes.map(\.lowerBound) + [0x80]
        #expect(refusal(of: quoted(bytes))?.reason == .invalidUTF8)
    }

    @Test("no other byte begins a scalar: continuations, overlong forms, what is beyond Unicode")
    func leads() {
        let leads = Self.table.map { $0.bytes[0] }
        for lead in UInt8(0x80)...0xFF where !leads.contains(where: { $0.contains(lead) }) {
            for length in 0..<6 {
                let bytes = [lead] + [UInt8](repeating: 0x80, count: length)
                #expect(refusal(of: quoted(bytes))?.reason == .invalidUTF8, "\(bytes)")
            }
        }
    }

    @Test("each first and second byte get the verdict that Swift's own validation gives")
    func pairs() {
        for lead in UInt8(0x80)...0xFF {
            let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
            for second in UInt8(0x80)...0xFF {
                let bytes = [lead, second] + [UInt8](repeating: 0x80, count: length - 2)
                let isValid = String(validating: bytes, as: UTF8.self) != nil
                #expect((refusal(of: quoted(bytes)) == nil) == isValid, "\(bytes)")
            }
        }
    }

    @Test(
        "a byte order mark is refused at the first byte",
        arguments: [
            ("UTF-8", [0xEF, 0xBB, 0xBF, 0x31]), ("UTF-8, alone", [0xEF, 0xBB, 0xBF]),
            ("UTF-16, big end first", [0xFE, 0xFF, 0x00, 0x31]),
            ("UTF-16, little end first", [0xFF, 0xFE, 0x31, 0x00]),
            ("UTF-32, big end first", [0x00, 0x00, 0xFE, 0xFF, 0x00, 0x00, 0x00, 0x31]),
            ("UTF-32, little end first", [0xFF, 0xFE, 0x00, 0x00, 0x31, 0x00, 0x00, 0x00]),
            ("UTF-7", [0x2B, 0x2F, 0x76, 0x38, 0x31]), ("UTF-1", [0xF7, 0x64, 0x4C, 0x31]),
        ] as [(String, [UInt8])])
    func marks(encoding: String, bytes: [UInt8]) {
        #expect(refusal(of: bytes)?.offset == 0)
    }

    @Test("a mark is a character within a string and nothing at any other place")
    func markWithin() throws {
        #expect(try JSONText(parsing: Array("\"\u{FEFF}\"".utf8)).string == "\u{FEFF}")
        for text in ["[\u{FEFF}1]", "[1\u{FEFF}]", "{\u{FEFF}\"a\":1}", "1\u{FEFF}", " \u{FEFF}1"] {
            #expect(refusal(of: text) != nil)
        }
    }

    @Test(
        "other encodings without a mark are refused",
        arguments: [
            ("UTF-16, big end first", 2, 1), ("UTF-16, little end first", 2, 0),
            ("UTF-32, big end first", 4, 3), ("UTF-32, little end first", 4, 0),
        ])
    func encodings(name: String, width: Int, place: Int) {
        for text in [#"{"a":1}"#, "[]", "1", #""a""#, "true"] {
            let bytes = text.utf8.flatMap { byte in
                (0..<width).map { $0 == place ? byte : 0 }
            }
            #expect(refusal(of: bytes) != nil, "\(text)")
        }
    }

    @Test(
        "text of an older encoding is refused",
        arguments: [
            ("ISO 8859-1", [0xE9]), ("Windows-1252 quotes", [0x93, 0x61, 0x94]),
            ("Shift JIS", [0x83, 0x65]), ("CESU-8", [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80]),
            ("Java's zero", [0xC0, 0x80]), ("five bytes", [0xF8, 0x88, 0x80, 0x80, 0x80]),
            ("six bytes", [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80]),
        ] as [(String, [UInt8])])
    func older(name: String, bytes: [UInt8]) {
        #expect(refusal(of: quoted(bytes))?.reason == .invalidUTF8)
    }
}
