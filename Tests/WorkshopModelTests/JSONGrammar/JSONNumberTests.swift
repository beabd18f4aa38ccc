import Testing
import WorkshopModel

/// RFC 8259 § 6.
@Suite("JSON numbers: [ minus ] int [ frac ] [ exp ]")
struct JSONNumberTests {
    /// What each part may be; an empty text is the part left out.
    private static let signs = ["", "-"]
    private static let integers = ["0", "1", "9", "10", "42", "12345678901234567890"]
    private static let fractions = ["", ".0", ".5", ".25", ".000", ".0010"]
    private static let exponents = ["", "e0", "E0", "e1", "e+1", "E-1", "e01", "e-007", "e9999"]

    @Test("every combination of parts is read and kept as it is", arguments: signs, integers)
    func combinations(sign: String, integer: String) throws {
        for fraction in Self.fractions {
            for exponent in Self.exponents {
                let text = sign + integer + fraction + exponent
                let json = try JSONText(parsing: Array(text.utf8))
                #expect(json.text == text)
                #expect(json.kind == .number)
                #expect(json.number == Double(text))
            }
        }
    }

    @Test(
        "one of any length is kept as it is",
        arguments: [
            ("many digits", String(repeating: "9", count: 10_000)),
            ("a long fraction", "0." + String(repeating: "0", count: 10_000) + "1"),
            ("a long exponent", "1e" + String(repeating: "9", count: 1_000)),
            ("beyond the largest Double", "1e400"), ("below the smallest Double", "-1e-400"),
        ])
    func lengths(form: String, text: String) throws {
        #expect(try JSONText(parsing: Array(text.utf8)).text == text)
    }

    @Test(
        "each way to break one is refused, at every place",
        arguments: [
            ("minus: alone", "-"), ("minus: twice", "--1"), ("minus: behind", "1-"),
            ("minus: with a space", "- 1"), ("minus: typographic", "\u{2212}1"),
            ("minus: before a word", "-true"), ("minus: before nothing", "-."),
            ("plus: before an int", "+1"), ("plus: after a minus", "-+1"),
            ("int: a zero before it", "01"), ("int: two zeros", "00"),
            ("int: a zero after the minus", "-01"), ("int: a zero before a fraction", "01.5"),
            ("int: missing", ".5"), ("int: missing after the minus", "-.5"),
            ("int: missing before the exponent", "e5"), ("int: hexadecimal", "0x1F"),
            ("int: octal", "0o17"), ("int: binary", "0b1"), ("int: with an underscore", "1_000"),
            ("int: with a comma for thousands", "1,000."), ("int: with a suffix", "1n"),
            ("int: with a letter", "1a"), ("int: with a letter first", "a1"),
            ("int: full width", "\u{FF11}"), ("int: Arabic-Indic", "\u{661}"),
            ("int: superscript", "1\u{B2}"), ("frac: without digits", "1."),
            ("frac: without digits before the exponent", "1.e5"), ("frac: two points", "1..5"),
            ("frac: twice", "1.5.5"), ("frac: with a sign", "1.-5"), ("frac: a comma", "1,5."),
            ("frac: a letter", "1.a"), ("frac: not ended", "-0."), ("exp: without digits", "1e"),
            ("exp: a sign without digits", "1e+"), ("exp: a minus without digits", "1E-"),
            ("exp: two signs", "1e+-1"), ("exp: twice", "1e1e1"), ("exp: the letter twice", "1ee1"),
            ("exp: with a fraction", "1e1.5"), ("exp: hexadecimal", "1e0x1"),
            ("exp: another letter", "1d5"), ("exp: a power sign", "1^5"),
            ("exp: a letter behind", "1e1a"), ("no number: NaN", "NaN"), ("no number: nan", "nan"),
            ("no number: Infinity", "Infinity"), ("no number: -Infinity", "-Infinity"),
            ("no number: Inf", "Inf"), ("no number: a percentage", "1%"),
            ("no number: a currency", "$1"), ("no number: a quotient", "1/2"),
            ("no number: a sum", "1+1"), ("no number: in parentheses", "(1)"),
        ])
    func refuses(fault: String, text: String) {
        for place in everyPlace(of: text) {
            #expect(refusal(of: place) != nil, "\(place)")
        }
    }

    @Test("no other byte stands in one, before it or behind it")
    func otherBytes() {
        // A comma may stand between two numbers.
        let known = Array("0123456789-+.eE, \t\r\n".utf8)
        for byte in UInt8.min...UInt8.max where !known.contains(byte) {
            for text in ["[_1]", "[1_]", "[1_2]", "[1._5]", "[1.5_5]", "[1e_5]", "[1e5_5]"] {
                let bytes = text.utf8.map { $0 == UInt8(ascii: "_") ? byte : $0 }
                #expect(refusal(of: bytes) != nil, "\(bytes)")
            }
        }
    }
}
