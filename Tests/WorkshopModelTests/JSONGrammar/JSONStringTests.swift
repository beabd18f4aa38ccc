import Testing
import WorkshopModel

/// RFC 8259 § 7.
@Suite("JSON strings: quotation-mark *char quotation-mark")
struct JSONStringTests {
    @Test("unescaped: every ASCII character from the space on but the quote and the backslash")
    func unescaped() throws {
        for byte in UInt8(0x20)...0x7F where byte != 0x22 && byte != 0x5C {
            let text = String(Unicode.Scalar(byte))
            let json = try JSONText(parsing: Array("\"\(text)\"".utf8))
            #expect(json.string == text)
            #expect(json.text == "\"\(text)\"")
        }
    }

    @Test(
        "unescaped: scalars of every length are kept as they are",
        arguments: [
            0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x1F600,
            0x10FFFF, 0x85, 0xA0, 0x301, 0x2028, 0x2029, 0x202E,
        ])
    func scalars(value: UInt32) throws {
        let text = String(try #require(Unicode.Scalar(value)))
        let json = try JSONText(parsing: Array("\"\(text)\"".utf8))
        #expect(json.string?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
        #expect(json.text.utf8.elementsEqual("\"\(text)\"".utf8))
    }

    @Test("unescaped: no control character, at any place of a string", arguments: 0x00..<0x20)
    func controls(value: Int) {
        let byte = UInt8(value)
        for text in ["\"_\"", "\"_a\"", "\"a_\"", "[\"a_b\"]", "{\"_\":1}", "{\"a\":\"_\"}"] {
            let bytes = text.utf8.map { $0 == UInt8(ascii: "_") ? byte : $0 }
            #expect(refusal(of: bytes)?.reason == .controlCharacter(byte), "\(bytes)")
        }
    }

    @Test(
        "escape: each of the eight short ones",
        arguments: [
            ("quotation mark", #"\""#, "\""), ("reverse solidus", #"\\"#, "\\"),
            ("solidus", #"\/"#, "/"), ("backspace", #"\b"#, "\u{8}"),
            ("form feed", #"\f"#, "\u{C}"), ("line feed", #"\n"#, "\n"),
            ("carriage return", #"\r"#, "\r"), ("tab", #"\t"#, "\t"),
        ])
    func shortEscapes(name: String, escape: String, text: String) throws {
        for (before, after) in [("", ""), ("a", ""), ("", "a"), ("é", "😀")] {
            let json = try JSONText(parsing: Array("\"\(before)\(escape)\(after)\"".utf8))
            #expect(json.string == before + text + after)
            #expect(json.text == "\"\(before)\(escape)\(after)\"")
        }
    }

    @Test("escape: the second of two backslashes begins none")
    func escapedBackslash() throws {
        #expect(try JSONText(parsing: Array(#""\\n\\u12\\""#.utf8)).string == #"\n\u12\"#)
        #expect(refusal(of: #""\\\""#)?.reason == .unexpectedEnd)
    }

    @Test("escape: no other byte after a backslash")
    func otherEscapes() {
        let known = Array("\"\\/bfnrtu".utf8)
        for byte in UInt8.min...UInt8.max where !known.contains(byte) {
            let bytes = Array("\"\\".utf8) + [byte] + Array("0041\"".utf8)
            #expect(refusal(of: bytes)?.reason == .invalidEscape, "\(byte)")
        }
    }

    @Test("escape: u and four hexadecimal digits, in either case, for every unit")
    func unicodeEscapes() throws {
        for unit in UInt32(0)...0xFFFF {
            let digits = String(unit, radix: 16)
            let lower = "\"\\u" + String(repeating: "0", count: 4 - digits.count) + digits + "\""
            for text in [lower, "\"\\u" + lower.dropFirst(3).uppercased()] {
                let json = try JSONText(parsing: Array(text.utf8))
                #expect(json.text == text)
                #expect(json.string == Unicode.Scalar(unit).map { String($0) })
            }
        }
    }

    @Test("escape: none of the four digits is another byte")
    func otherDigits() {
        for index in 0..<4 {
            for byte in UInt8.min...UInt8.max where !isHexadecimal(byte) {
                var bytes = Array("\"\\u00e9\"".utf8)
                bytes[3 + index] = byte
                #expect(refusal(of: bytes)?.reason == .invalidEscape, "\(bytes)")
            }
        }
    }

    @Test(
        "escape: pairs of surrogates are one character, halves are kept and are no text",
        arguments: [
            ("the first pair", #"\ud800\udc00"#, "\u{10000}"),
            ("the last pair", #"\uDBFF\uDFFF"#, "\u{10FFFF}"), ("a pair", #"\uD83D\uDE00"#, "😀"),
            ("two pairs", #"\ud83d\ude00\ud83d\ude00"#, "😀😀"), ("a high one", #"\ud800"#, nil),
            ("the last high one", #"\udbff"#, nil), ("a low one", #"\udc00"#, nil),
            ("the last low one", #"\udfff"#, nil), ("turned round", #"\udc00\ud800"#, nil),
            ("two high ones", #"\ud800\ud800"#, nil),
            ("a high one and a pair", #"\ud800\ud800\udc00"#, nil),
            ("a pair and a low one", #"\ud800\udc00\udc00"#, nil),
            ("a high one and a letter", #"\ud800a"#, nil),
            ("a high one and another escape", #"\ud800\n"#, nil),
            ("a high one and an escaped backslash", #"\ud800\\udc00"#, nil),
            ("a high one and another unit", #"\ud800\u0041"#, nil),
            ("below the surrogates", #"\ud7ff"#, "\u{D7FF}"),
            ("above the surrogates", #"\ue000"#, "\u{E000}"),
        ] as [(String, String, String?)])
    func surrogates(form: String, escapes: String, text: String?) throws {
        let json = try JSONText(parsing: Array("\"\(escapes)\"".utf8))
        #expect(json.text == "\"\(escapes)\"")
        #expect(json.string == text)
    }

    @Test(
        "each way to break one is refused, at every place",
        arguments: [
            ("not closed", "\""), ("not closed after a character", #""a"#), ("not opened", #"a""#),
            ("closed by an escaped quote", #""a\""#), ("closed twice", #""a"""#),
            ("opened twice", "\"\"a\""), ("in apostrophes", "'a'"), ("in backticks", "`a`"),
            ("in typographic quotes", "\u{201C}a\u{201D}"), ("closed by an apostrophe", #""a'"#),
            ("a backslash last", #""\"#), ("a backslash before the quote", #""a\\\""#),
            ("an escape without digits", #""\u""#), ("of one digit", #""\u0""#),
            ("of two digits", #""\u00""#), ("of three digits", #""\u004""#),
            ("cut within the digits", #""\u00"#), ("with a capital U", #""\U0041""#),
            ("hexadecimal of C", #""\x41""#), ("octal of C", #""\0""#), ("of the bell", #""\a""#),
            ("of the vertical tab", #""\v""#), ("of an escape character", #""\e""#),
            ("of an apostrophe", #""\'""#), ("in braces", #""\u{41}""#),
            ("a capital letter", #""\N""#), ("of a line break", "\"\\\n\""),
            ("of a letter of another script", #""\é""#), ("with a sign", #""\u+041""#),
            ("with a space", #""\u 041""#), ("with a prefix", #""\u0x41""#),
            ("the second half cut", #""\ud83d\ude0""#), ("the second half broken", #""\ud83d\ux""#),
            ("of full-width digits", #""\u００４１""#), ("two without a comma", #""a" "b""#),
            ("joined by a sign", #""a"+"b""#), ("with a prefix letter", #"r"a""#),
        ])
    func refuses(fault: String, text: String) {
        for place in everyPlace(of: text) {
            #expect(refusal(of: place) != nil, "\(place)")
        }
    }

    private func isHexadecimal(_ byte: UInt8) -> Bool {
        "0123456789abcdefABCDEF".utf8.contains(byte)
    }
}
