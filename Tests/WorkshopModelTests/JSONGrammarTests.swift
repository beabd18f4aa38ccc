import Testing
import WorkshopModel

@Suite("JSON is RFC 8259, exactly")
struct JSONGrammarTests {
    @Test(
        "accepts every production",
        arguments: [
            "{}", "[]", "null", "true", "false", "0", "-0", "1", "-1", "10", "1.0", "0.0", "-0.5",
            "1e1", "1E1", "1e+1", "1e-1", "1.5e300", "1e400", "12345678901234567890", "\"\"",
            "\"a\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\u0000\"", "\"\\uD800\"",
            "\"\\uDC00\\uD800\"", "\"\\ud83d\\ude00\"", "\"😀\"", "\"é\"", "\"\u{7F}\"",
            "\"\u{2028}\"", "[1]", "[1,2]", "[[],{}]", "{\"a\":1}", "{\"a\":1,\"a\":2}",
            "{\"\":0}", " \t\r\n1 \t\r\n", "[ 1 , 2 ]", "{ \"a\" : [ ] }",
        ])
    func accepts(text: String) throws {
        _ = try JSONText(parsing: Array(text.utf8))
    }

    @Test(
        "refuses every way to break one",
        arguments: [
            "", " ", "{", "}", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1]]", "{\"a\"}",
            "{\"a\":}", "{\"a\":1,}", "{,}", "{a:1}", "{'a':1}", "{1:1}", "{\"a\":1 \"b\":2}",
            "{\"a\" 1}", "nul", "nulll", "True", "tru", "NaN", "Infinity", "-Infinity", "undefined",
            "01", "-01", "00", "-", "+1", ".5", "1.", "1.e1", "1e", "1e+", "0x1", "1_000", "1 2",
            "\"", "\"a", "a\"", "\"\\\"", "\"\\x\"", "\"\\u\"", "\"\\u12\"", "\"\\u12G4\"",
            "\"\\U0041\"", "\"\t\"", "\"\n\"", "\"\u{1F}\"", "\"\u{0}\"", "'a'", "// c\n1",
            "/* c */ 1", "\u{FEFF}1", "1,", "{}{}", "\u{A0}1", "[\u{B}1]", "\"a\" \"b\"",
        ])
    func refuses(text: String) {
        #expect(throws: JSONError.self) { try JSONText(parsing: Array(text.utf8)) }
    }

    @Test(
        "refuses what is not UTF-8",
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
            [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
            [0xFF], [0xFE], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC3, 0x28],
        ] as [[UInt8]])
    func refusesBrokenUTF8(bytes: [UInt8]) {
        let text = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
        #expect(throws: JSONError.self) { try JSONText(parsing: text) }
    }

    @Test("refuses a text cut anywhere")
    func refusesEveryPrefix() throws {
        let whole = Array(#"{"a":[1.5e-3,true,null,"é\u00e9\n😀",{"b":[]}],"c":false}"#.utf8)
        _ = try JSONText(parsing: whole)
        for length in 0..<whole.count {
            #expect(throws: JSONError.self) { try JSONText(parsing: whole[..<length]) }
        }
    }

    @Test("names the byte at which reading stopped")
    func namesTheOffset() {
        let error = #expect(throws: JSONError.self) {
            try JSONText(parsing: Array("{\"a\":}".utf8))
        }
        #expect(error?.message == "invalid JSON at byte 5: a value expected, found '}'")
    }

    @Test(
        "holds the depth limit", arguments: [("[", "]"), ("{\"a\":", "}")])
    func depth(open: String, close: String) throws {
        func nested(_ depth: Int) -> [UInt8] {
            let inner = open == "[" ? "" : "1"
            return Array(
                (String(repeating: open, count: depth) + inner
                    + String(repeating: close, count: depth)).utf8)
        }
        _ = try JSONText(parsing: nested(255))
        _ = try JSONText(parsing: nested(256))
        #expect(throws: JSONError.self) { try JSONText(parsing: nested(257)) }
        _ = try JSONText(parsing: nested(255), depth: 1)
        #expect(throws: JSONError.self) { try JSONText(parsing: nested(256), depth: 1) }
    }

    @Test("a hundred thousand brackets are refused, not a crash")
    func manyBrackets() {
        #expect(throws: JSONError.self) {
            try JSONText(parsing: [UInt8](repeating: UInt8(ascii: "["), count: 100_000))
        }
    }
}
