import Testing
import WorkshopModel

/// RFC 8259 § 5.
@Suite("JSON arrays: [ [ value *( , value ) ] ]")
struct JSONArrayTests {
    @Test(
        "each form is read, with its elements in order",
        arguments: [
            ("no element", "[]", []), ("one", "[1]", ["1"]),
            ("several", "[3,1,2]", ["3", "1", "2"]),
            ("one twice", "[1,1]", ["1", "1"]), ("arrays", "[[],[[]]]", ["[]", "[[]]"]),
            (
                "every kind", #"[null,true,false,0,"",{},[]]"#,
                ["null", "true", "false", "0", #""""#, "{}", "[]"]
            ),
            ("white space everywhere", " [ 1 , [ ] ] ", ["1", "[]"]),
        ])
    func accepts(form: String, text: String, elements: [String]) throws {
        #expect(try JSONText(parsing: Array(text.utf8)).elements?.map(\.text) == elements)
    }

    @Test(
        "each way to break one is refused, at every place",
        arguments: [
            ("not closed", "["), ("not closed after an element", "[1"),
            ("not closed after a comma", "[1,"), ("not opened", "1]"),
            ("closed as an object", "[1}"),
            ("opened as an object", "{1]"), ("closed twice", "[]]"), ("turned round", "]["),
            ("in parentheses", "(1)"), ("a comma alone", "[,]"), ("a comma first", "[,1]"),
            ("a comma last", "[1,]"), ("a comma last after a space", "[1, ]"),
            ("two commas", "[1,,2]"),
            ("no comma", "[1 2]"), ("no comma between strings", #"["a""b"]"#),
            ("no comma between arrays", "[[][]]"), ("a semicolon", "[1;2]"), ("a colon", "[1:2]"),
            ("a member", #"["a":1]"#), ("a colon in the end", #"["a":]"#), ("a bare word", "[a]"),
            ("an asterisk", "[*]"), ("dots", "[1,...]"), ("a comment", "[1/**/]"),
        ])
    func refuses(fault: String, text: String) {
        for place in everyPlace(of: text) {
            #expect(refusal(of: place) != nil, "\(place)")
        }
    }
}
