import Foundation
import FuzzProperties
import Testing
import WorkshopModel

@Suite("JSON that we and Foundation read")
struct JSONDifferentialTests {
    /// What came of comparing the two over many texts.
    private struct Comparison {
        var accepted = 0
        var refused = 0
        /// The rules that explained a different verdict.
        var explained: Set<FoundationReading.Difference> = []

        mutating func compare(_ bytes: [UInt8]) {
            // A refusal is the answer `nil`.
            let ours = try? JSONText(parsing: bytes)
            let theirs = try? JSONSerialization.jsonObject(
                with: Data(bytes), options: .fragmentsAllowed)
            let foretold = FoundationReading(bytes)
            #expect((theirs != nil) == foretold.accepts, "\(show(bytes))")
            if (ours != nil) != (theirs != nil) { explained.formUnion(foretold.differences) }
            if let ours, let theirs { #expect(isSame(ours, theirs), "\(show(bytes))") }
            accepted += ours == nil ? 0 : 1
            refused += ours == nil ? 1 : 0
        }

        /// Whether both made the same of a text, as far as values without parts go.
        private func isSame(_ ours: JSONText, _ theirs: Any) -> Bool {
            switch ours.kind {
            case .string: isSame(ours.string ?? "", theirs as? String ?? "")
            case .number: isNear(ours.number ?? .nan, (theirs as? NSNumber)?.doubleValue ?? .nan)
            case .boolean: (theirs as? Bool) == ours.boolean
            case .null: theirs is NSNull
            case .array: (theirs as? [Any])?.count == ours.elements?.count
            case .object: theirs is [String: Any]
            }
        }

        /// Whether both strings have the same bytes, but for U+FEFF: Foundation drops one that
        /// comes first or after an escape, as if it were a byte order mark.
        private func isSame(_ ours: String, _ theirs: String) -> Bool {
            func plain(_ text: String) -> String { text.replacing("\u{FEFF}", with: "") }
            return plain(ours).utf8.elementsEqual(plain(theirs).utf8)
        }

        /// Whether two numbers are the same but for the last bits: from 17 digits on Foundation
        /// goes by way of a Decimal, which is not the nearest Double.
        private func isNear(_ ours: Double, _ theirs: Double) -> Bool {
            abs(ours - theirs) <= 8 * ours.ulp
        }

        private func show(_ bytes: [UInt8]) -> String {
            String(decoding: bytes, as: UTF8.self).debugDescription
        }
    }

    @Test("gets the same verdict, but where a rule says why not")
    func corpus() throws {
        var comparison = Comparison()
        for input in try Corpus(of: .json).inputs { comparison.compare(input.bytes) }
        #expect(comparison.explained == Set(FoundationReading.Difference.allCases))
    }

    @Test("gets the same verdict when it is damaged, but where a rule says why not")
    func damaged() throws {
        let whole = try Corpus(of: .json).inputs.map(\.bytes)
            .filter { $0.count < 128 && FoundationReading($0).accepts }
        var comparison = Comparison()
        for document in DamagedDocuments(of: whole, count: 20_000, seed: 8_259) {
            comparison.compare(document)
        }
        #expect(comparison.explained.count >= 5)
        // Neither verdict is rare: it is both readers that are tried, not their first byte.
        #expect(comparison.accepted > 2_000)
        #expect(comparison.refused > 2_000)
    }
}
