import Testing
import WorkshopModel

/// RFC 8259 § 2: white space is four characters, and stands around structural characters only.
@Suite("JSON white space: ws = *( space / tab / line feed / carriage return )")
struct JSONWhiteSpaceTests {
    private static let kinds = [
        ("space", " "), ("tab", "\t"), ("line feed", "\n"), ("carriage return", "\r"),
        ("both line ends", "\r\n"), ("many", String(repeating: " \t\r\n", count: 100)),
    ]

    @Test("each kind may stand at every place that has white space", arguments: kinds)
    func places(kind: String, space: String) throws {
        let parts = [
            "", "{", #""a""#, ":", "[", "1", ",", "true", "]", ",", #""b""#, ":", "{", "}",
        ]
        let spaced = parts.joined(separator: space) + "\(space)}\(space)"
        #expect(
            try JSONText(parsing: Array(spaced.utf8)).text == #"{"a":[1,true],"b":{}}"#)
        #expect(try JSONText(parsing: Array("[\(space)]".utf8)).text == "[]")
    }

    @Test("none stands within a word, a number or an escape", arguments: kinds.prefix(4))
    func within(kind: String, space: String) {
        for text in ["tr_ue", "nul_l", "-_1", "1_2", "1_.5", "1._5", "1_e5", "1e_5", "1e+_5"] {
            #expect(refusal(of: text.replacing("_", with: space)) != nil)
        }
        for text in [#""\_n""#, #""\u_0041""#, #""\u00_41""#] {
            #expect(refusal(of: text.replacing("_", with: space)) != nil)
        }
    }

    @Test("white space alone is no text", arguments: kinds)
    func alone(kind: String, space: String) {
        #expect(refusal(of: space)?.reason == .unexpectedEnd)
    }

    /// What other grammars take for a space, or nobody sees.
    private static let notSpaces: [UInt32] =
        Array(0x00...0x08) + [0x0B, 0x0C] + Array(0x0E...0x1F) + [
            0x7F, 0x85, 0xA0, 0x1680, 0x180E, 0x2000, 0x2003, 0x200B, 0x2028, 0x2029, 0x202F,
            0x205F, 0x2060, 0x3000, 0xFEFF,
        ]

    @Test("nothing else is white space", arguments: notSpaces)
    func others(value: UInt32) throws {
        let space = String(try #require(Unicode.Scalar(value)))
        for text in ["_1", "1_", "[_1]", "[1_]", "[1_,2]", #"{_"a":1}"#, #"{"a"_:1}"#] {
            #expect(refusal(of: text.replacing("_", with: space)) != nil)
        }
    }
}
