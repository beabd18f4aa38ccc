import Testing
import WorkshopModel

@Suite("A refusal of JSON")
struct JSONRefusalTests {
    @Test(
        "names the byte at which reading stopped, and what is right there",
        arguments: [
            ("", 0, "the text ends in the middle of a value"),
            (#"{"a":"#, 5, "the text ends in the middle of a value"),
            (#"{"a":}"#, 5, "a value expected, found '}'"),
            ("{a:1}", 1, "a string expected, found 'a'"),
            (#"{"a" 1}"#, 5, "':' expected, found '1'"),
            (#"{"a":1 "b"}"#, 7, "',' or '}' expected, found '\"'"),
            ("[1 2]", 3, "',' or ']' expected, found '2'"),
            ("[1,]", 3, "a value expected, found ']'"),
            ("nulL", 3, "'null' expected, found 'L'"),
            ("\u{0}", 0, "a value expected, found byte 0x00"),
            ("\u{FEFF}1", 0, "a value expected, found byte 0xEF"),
            ("\"\t\"", 1, "byte 0x09 must be written as an escape inside a string"),
            (#""a\x""#, 2, "a backslash must be followed by one of \"\\/bfnrt or uXXXX"),
            ("01", 1, "a number is '-', digits without a leading zero, '.digits', 'e±digits'"),
            ("1 x", 2, "something follows the value"),
            (
                String(repeating: "[", count: 300), 256, "values are nested deeper than 256"
            ),
        ])
    func sentences(text: String, offset: Int, sentence: String) {
        #expect(refusal(of: text)?.message == "invalid JSON at byte \(offset): \(sentence)")
    }

    @Test("names broken UTF-8 where the scalar begins")
    func brokenScalar() {
        let error = refusal(of: Array("\"é".utf8) + [0xF0, 0x9F, 0x98] + Array("\"".utf8))
        #expect(error?.message == "invalid JSON at byte 3: the text is not valid UTF-8")
    }
}
