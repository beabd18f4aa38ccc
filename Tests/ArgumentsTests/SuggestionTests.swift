import Testing

@testable import Arguments

@Suite struct SuggestionTests {
    @Test(
        "the distance counts insertions, deletions, substitutions and swaps",
        arguments: [
            ("", "", 0), ("tail", "tail", 0), ("", "abc", 3), ("tial", "tail", 1),
            ("tal", "tail", 1), ("taiil", "tail", 1), ("tael", "tail", 1),
            ("hsitroy", "history", 2), ("kitten", "sitting", 3), ("ca", "abc", 3),
        ])
    func distance(first: String, second: String, distance: Int) {
        #expect(EditDistance.between(Array(first), Array(second), atMost: distance) == distance)
        #expect(EditDistance.between(Array(second), Array(first), atMost: distance) == distance)
        #expect(EditDistance.between(Array(first), Array(second), atMost: distance - 1) == nil)
    }

    @Test(
        "a third of the longer word may be wrong, and never more than three letters",
        arguments: [
            ("pb", "pub", true), ("pbu", "pub", true), ("pbx", "pub", false), ("ls", "list", false),
            ("lst", "list", true), ("abcdxy", "abcdef", true), ("abcxyz", "abcdef", false),
            ("abcdefxyz", "abcdefghi", true), ("abcdexyz", "abcdefgh", false),
            ("abcdefghwxyz", "abcdefghijkl", false), ("TAIL", "tail", true),
        ])
    func bound(word: String, name: String, isNear: Bool) {
        #expect(Suggestion.nearest(to: word, among: ["x", name]) == (isNear ? [name] : []))
    }

    @Test("all names at the same smallest distance are told, no more than three")
    func ties() {
        let hint = Suggestion.hint(for: "pu", among: ["pub", "put", "get"])
        #expect(hint == "did you mean 'pub' or 'put'?")
        let many = Suggestion.hint(for: "pux", among: ["pub", "put", "pug", "pun"])
        #expect(many == "did you mean 'pub', 'put' or 'pug'?")
        #expect(Suggestion.nearest(to: "pub", among: ["put", "pub"]) == ["pub"])
    }

    @Test("the beginning of a name is understood from two letters on")
    func abbreviation() {
        #expect(Suggestion.nearest(to: "hi", among: ["history", "tail"]) == ["history"])
        #expect(Suggestion.nearest(to: "h", among: ["history", "tail"]) == [])
        #expect(Suggestion.nearest(to: "", among: ["history", "tail"]) == [])
    }

    @Test("a word of any length is compared in no time")
    func longWord() {
        let word = String(repeating: "a", count: 1_000_000)
        #expect(Suggestion.nearest(to: word, among: ["tail"]) == [])
    }
}
