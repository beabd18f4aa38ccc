import Testing
import WorkshopModel

/// RFC 8259 § 3: three words, in lower case.
@Suite("JSON literals: false / null / true")
struct JSONLiteralTests {
    private static let words = ["false", "null", "true"]

    @Test("each is read as what it is", arguments: zip(words, [JSONKind.boolean, .null, .boolean]))
    func kinds(word: String, kind: JSONKind) throws {
        let json = try JSONText(parsing: Array(word.utf8))
        #expect(json.kind == kind)
        #expect(json.boolean == (kind == .null ? nil : word == "true"))
    }

    @Test("each is needed whole, at every place", arguments: words)
    func cut(word: String) {
        for length in 1..<word.count {
            for place in everyPlace(of: String(word.prefix(length))) {
                #expect(refusal(of: place) != nil, "\(place)")
            }
        }
    }

    @Test("no letter of one is another, in upper case neither", arguments: words)
    func otherLetters(word: String) {
        let letters = Array(word.utf8)
        for index in letters.indices {
            for other in UInt8.min...UInt8.max where other != letters[index] {
                var changed = letters
                changed[index] = other
                #expect(refusal(of: changed) != nil, "\(changed)")
            }
        }
    }

    @Test("nothing is joined to one, at any place", arguments: words)
    func joined(word: String) {
        for other in ["e", "0", "_", "\"", "true", "\u{301}", "\u{0}"] {
            for place in everyPlace(of: word + other) + everyPlace(of: other + word) {
                #expect(refusal(of: place) != nil, "\(place)")
            }
        }
    }
}
