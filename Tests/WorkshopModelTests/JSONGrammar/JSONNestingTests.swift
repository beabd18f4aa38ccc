import Testing
import WorkshopModel

/// RFC 8259 § 9: a reader may bound how deep values are nested. Ours does; see `Limits.jsonDepth`.
@Suite("JSON nesting is bounded")
struct JSONNestingTests {
    @Test(
        "at 256 levels, those around the value counted", arguments: [("[", "]"), ("{\"a\":", "}")])
    func depth(open: String, close: String) throws {
        func nested(_ depth: Int) -> [UInt8] {
            let inner = open == "[" ? "" : "1"
            return Array(
                (String(repeating: open, count: depth) + inner
                    + String(repeating: close, count: depth)).utf8)
        }
        #expect(refusal(of: nested(255)) == nil)
        #expect(refusal(of: nested(256)) == nil)
        #expect(refusal(of: nested(257))?.reason == .tooDeep(limit: 256))
        _ = try JSONText(parsing: nested(255), depth: 1)
        #expect(throws: JSONError.self) { try JSONText(parsing: nested(256), depth: 1) }
    }

    @Test("at 256 levels, arrays and objects in turn")
    func mixed() {
        func nested(_ pairs: Int) -> String {
            String(repeating: "[{\"a\":", count: pairs) + "1"
                + String(repeating: "}]", count: pairs)
        }
        #expect(refusal(of: nested(128)) == nil)
        #expect(refusal(of: "[\(nested(128))]")?.reason == .tooDeep(limit: 256))
    }

    @Test("not beside each other: many values of one level are no depth")
    func siblings() {
        let values = Array(repeating: "[],{}", count: 1_000).joined(separator: ",")
        #expect(refusal(of: "[\(values)]") == nil)
    }

    @Test("not by brackets in strings")
    func strings() {
        #expect(refusal(of: "[\"\(String(repeating: "[{", count: 500))\"]") == nil)
    }

    @Test("so that a hundred thousand brackets are refused, not a crash")
    func manyBrackets() {
        for bracket in ["[", "{\"a\":", "[{\"a\":"] {
            #expect(
                refusal(of: String(repeating: bracket, count: 100_000))?.reason
                    == .tooDeep(limit: 256))
        }
    }
}
