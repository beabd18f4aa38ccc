import Testing
import WorkshopModel

@Suite("A JSON value is kept as it was sent")
struct JSONTextTests {
    @Test(
        "white space outside strings goes, nothing else changes",
        arguments: [
            ("{ \"a\" : 1 }", "{\"a\":1}"),
            ("[\n1,\r\n\t2\n]", "[1,2]"),
            ("\"a b\\n\"", "\"a b\\n\""),
            ("{\"z\":1.0,\"a\":1e400}", "{\"z\":1.0,\"a\":1e400}"),
            ("[12345678901234567890]", "[12345678901234567890]"),
            ("{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":2}"),
            ("[\"\\\" \", 1]", "[\"\\\" \",1]"),
            ("[\"\\\\\" , \" x \"]", "[\"\\\\\",\" x \"]"),
            ("\"\\ud800\"", "\"\\ud800\""), ("\"\\u0041\"", "\"\\u0041\""),
        ])
    func compacts(sent: String, kept: String) throws {
        #expect(try JSONText(parsing: Array(sent.utf8)).text == kept)
    }

    @Test(
        "strings decode",
        arguments: [
            (#""""#, ""), (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{C}\n\r\t"),
            (#""\u0041\u00e9\u20AC""#, "Aé€"), (#""\ud83d\ude00""#, "😀"),
            (#""\uD83D\uDE00!""#, "😀!"), (#""\u0000""#, "\u{0}"),
        ])
    func decodes(json: String, text: String) throws {
        #expect(try JSONText(parsing: Array(json.utf8)).string == text)
    }

    @Test(
        "a lone surrogate is no text",
        arguments: [#""\ud800""#, #""\udc00""#, #""\ud800x""#, #""\ud800\n""#, #""\ud800\u0041""#])
    func loneSurrogate(json: String) throws {
        #expect(try JSONText(parsing: Array(json.utf8)).string == nil)
    }

    @Test(
        "integers are those written as integers that fit",
        arguments: [
            ("0", 0), ("-0", 0), ("9223372036854775807", Int64.max),
            ("-9223372036854775808", Int64.min), ("9223372036854775808", nil), ("1.0", nil),
            ("1e2", nil), ("\"1\"", nil),
        ] as [(String, Int64?)])
    func integers(json: String, value: Int64?) throws {
        #expect(try JSONText(parsing: Array(json.utf8)).integer == value)
    }

    @Test("the last of doubled members answers to its name")
    func doubledMembers() throws {
        let json = try JSONText(parsing: Array(#"{"a":1,"b":2,"a":3}"#.utf8))
        #expect(json["a"]?.integer == 3)
        #expect(json.members?.count == 3)
        #expect(json["c"] == nil)
    }

    @Test("a written value reads back")
    func roundTrip() throws {
        let text = "\u{0}\u{1F}\"\\/é😀\u{2028}\n"
        var writer = JSONWriter()
        writer.object { object in
            object.member("text", text)
            object.member("none", String?.none)
            object.member("list", ["a", "b"])
            object.member("yes", true)
            object.member("at", Timestamp(milliseconds: 1_708_123_456_789))
        }
        let json = writer.finish()
        let reread = try JSONText(parsing: json.bytes)
        #expect(reread == json)
        #expect(reread["text"]?.string == text)
        #expect(reread["none"]?.kind == .null)
        #expect(reread["list"]?.elements?.compactMap(\.string) == ["a", "b"])
        #expect(reread["at"]?.text == "1708123456.789")
    }

    @Test(
        "times have three decimals",
        arguments: [
            (0, "0.000"), (1, "0.001"), (999, "0.999"), (1000, "1.000"), (-1, "-0.001"),
            (-1500, "-1.500"), (1_708_123_456_070, "1708123456.070"),
        ] as [(Int64, String)])
    func times(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).text == text)
    }
}
