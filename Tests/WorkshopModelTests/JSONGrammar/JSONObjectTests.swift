import Testing
import WorkshopModel

/// RFC 8259 § 4.
@Suite(#"JSON objects: { [ member *( , member ) ] }, member = string : value"#)
struct JSONObjectTests {
    @Test(
        "each form is read, with its members in order",
        arguments: [
            ("no member", "{}", []), ("one", #"{"a":1}"#, ["a"]),
            ("several", #"{"b":1,"a":2,"c":3}"#, ["b", "a", "c"]),
            ("an empty name", #"{"":0}"#, [""]), ("a name twice", #"{"a":1,"a":2}"#, ["a", "a"]),
            ("a name with escapes", #"{"\u0061\n\"":0}"#, ["a\n\""]),
            ("a name of another script", #"{"é😀":0}"#, ["é😀"]),
            ("a name like a number", #"{"1":0}"#, ["1"]),
            ("a value that is an object", #"{"a":{"b":{}}}"#, ["a"]),
            ("white space everywhere", #" { "a" : 1 , "b" : 2 } "#, ["a", "b"]),
        ])
    func accepts(form: String, text: String, names: [String]) throws {
        #expect(try JSONText(parsing: Array(text.utf8)).members?.map(\.key) == names)
    }

    @Test(
        "each way to break one is refused, at every place",
        arguments: [
            ("not closed", "{"), ("not closed after a name", #"{"a""#),
            ("not closed after a colon", #"{"a":"#), ("not closed after a value", #"{"a":1"#),
            ("not closed after a comma", #"{"a":1,"#), ("not opened", #""a":1}"#),
            ("closed as an array", #"{"a":1]"#), ("opened as an array", #"["a":1}"#),
            ("closed twice", "{}}"), ("a comma alone", "{,}"), ("a colon alone", "{:}"),
            ("a comma first", #"{,"a":1}"#), ("a comma last", #"{"a":1,}"#),
            ("two commas", #"{"a":1,,"b":2}"#), ("no comma", #"{"a":1 "b":2}"#),
            ("a colon for a comma", #"{"a":1:"b":2}"#), ("a semicolon", #"{"a":1;"b":2}"#),
            ("no colon", #"{"a" 1}"#), ("two colons", #"{"a"::1}"#),
            ("a comma for a colon", #"{"a",1}"#), ("an equals sign", #"{"a"=1}"#),
            ("an arrow", #"{"a"=>1}"#), ("no value", #"{"a":}"#),
            ("no value in between", #"{"a":,"b":1}"#),
            ("no name", "{:1}"), ("a name alone", #"{"a"}"#), ("a value alone", "{1}"),
            ("two values", #"{"a":1 2}"#), ("a bare name", "{a:1}"),
            ("a name in apostrophes", "{'a':1}"),
            ("a number for a name", "{1:1}"), ("a word for a name", "{null:1}"),
            ("an array for a name", "{[]:1}"), ("an object for a name", "{{}:1}"),
            ("a broken name", #"{"a:1}"#), ("a name with a line break", "{\"a\n\":1}"),
            ("a comment", #"{/**/"a":1}"#), ("dots", #"{"a":1,...}"#),
        ])
    func refuses(fault: String, text: String) {
        for place in everyPlace(of: text) {
            #expect(refusal(of: place) != nil, "\(place)")
        }
    }
}
