import Testing
import WorkshopModel

/// RFC 8259 § 2: a text is one value with white space around it, and six characters hold values
/// together.
@Suite("JSON structure: JSON-text = ws value ws")
struct JSONStructureTests {
    @Test(
        "value = false / null / true / object / array / number / string, at every place",
        arguments: [
            ("false", "false"), ("null", "null"), ("true", "true"), ("object", "{}"),
            ("object with members", #"{"a":1}"#), ("array", "[]"), ("array with elements", "[1]"),
            ("number", "-1.5e3"), ("string", #""a""#), ("empty string", #""""#),
        ])
    func values(production: String, text: String) {
        for place in everyPlace(of: text) {
            #expect(refusal(of: place) == nil, "\(place)")
        }
    }

    @Test(
        "no value is anything else, at any place",
        arguments: [
            ("a word", "a"), ("words of other languages", "None"),
            ("undefined", "undefined"), ("a name", "_"), ("a sign", "+"), ("a point", "."),
            ("a colon", ":"), ("a comma", ","), ("a slash", "/"), ("a backslash", "\\"),
            ("a hash", "#"), ("an asterisk", "*"), ("a bracket too many", "]"),
            ("a brace too many", "}"), ("an apostrophe", "'"), ("a backtick", "`"),
            ("parentheses", "()"), ("an entity", "&quot;"), ("a letter of another script", "é"),
            ("a NUL", "\u{0}"), ("a delete", "\u{7F}"), ("a block comment", "/**/1"),
            ("a line comment", "//\n1"), ("a comment after it", "1/**/"),
            ("a shell comment after it", "1#"), ("two values", "1 2"), ("two strings", #""a""b""#),
            ("two objects", "{}{}"), ("a semicolon after it", "1;"), ("a NUL after it", "1\u{0}"),
        ])
    func noValue(fault: String, text: String) {
        for place in everyPlace(of: text) {
            #expect(refusal(of: place) != nil, "\(place)")
        }
    }

    @Test(
        "nothing stands after the value",
        arguments: [
            ("another value", "1 1"), ("a comma", "1,"), ("a closing bracket", "[]]"),
            ("a closing brace", "{}}"), ("an opening bracket", "[]["), ("a colon", #""a":"#),
            ("a member", #""a":1"#), ("a letter", "[]x"), ("a quote", #""a"""#),
            ("a byte order mark", "1\u{FEFF}"), ("a space that is none", "1\u{A0}"),
            ("an end-of-file character", "1\u{1A}"),
        ])
    func trailing(fault: String, text: String) {
        #expect(refusal(of: text)?.reason == .trailingBytes)
    }

    @Test("each structural character is needed, and is needed once")
    func structural() {
        let text = Array(#"{"a":["b","c"],"d":{}}"#.utf8)
        #expect(refusal(of: text) == nil)
        for (index, byte) in text.enumerated() where "{}[]:,".utf8.contains(byte) {
            var without = text
            without.remove(at: index)
            #expect(refusal(of: without) != nil, "without byte \(index)")
            var twice = text
            twice.insert(byte, at: index)
            #expect(refusal(of: twice) != nil, "byte \(index) twice")
            for other in "{}[]:,".utf8 where other != byte {
                var swapped = text
                swapped[index] = other
                #expect(refusal(of: swapped) != nil, "byte \(index) swapped")
            }
        }
    }

    @Test("a text cut anywhere is none")
    func cut() {
        let whole = Array(#"{"a":[1.5e-3,true,null,"é\u00e9\n😀",{"b":[]}],"c":false}"#.utf8)
        #expect(refusal(of: whole) == nil)
        for length in 0..<whole.count {
            #expect(refusal(of: Array(whole[..<length])) != nil)
        }
    }
}
