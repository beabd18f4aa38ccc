import Testing
import WorkshopModel

@testable import WorkshopCommands

@Suite struct CandidateListTests {
    private func values(_ list: CandidateList, preferring prefix: String = "") -> [String] {
        list.lines(preferring: prefix).split(separator: "\n").map(String.init)
    }

    @Test func `the latest stands first, what has no time last in its order`() {
        let list = CandidateList()
        list.add("a")
        list.add("b")
        list.add("old", at: Timestamp(milliseconds: 1))
        list.add("new", at: Timestamp(milliseconds: 2))
        #expect(values(list) == ["new", "old", "a", "b"])
    }

    @Test func `a value stands once, with what was last said about it`() {
        let list = CandidateList()
        list.add("a", "then", at: Timestamp(milliseconds: 1))
        list.add("a", "now", at: Timestamp(milliseconds: 3))
        list.add("a", "between", at: Timestamp(milliseconds: 2))
        #expect(values(list) == ["a\tnow"])
    }

    @Test func `there are a hundred at most, and those that begin as typed are among them`() {
        let list = CandidateList()
        for number in 1...200 {
            list.add("v\(number)", at: Timestamp(milliseconds: Int64(number)))
        }
        #expect(values(list).count == 100)
        #expect(values(list).last == "v101")
        let preferred = values(list, preferring: "v15")
        #expect(preferred.count == 100)
        #expect(preferred.prefix(12).suffix(3) == ["v150", "v15", "v200"])
    }

    @Test(arguments: ["", "a\tb", "a\nb", "\u{1B}[2J", "a\u{202E}b", "\u{7F}"])
    func `a value that is no plain text is left out`(_ value: String) {
        let list = CandidateList()
        list.add(value, "note")
        #expect(values(list) == [])
    }

    @Test func `a note is one short line`() {
        let list = CandidateList()
        list.add("a", "x\n\u{1B}" + String(repeating: "y", count: 200))
        let note = list.lines(preferring: "").dropFirst(2).dropLast()
        #expect(note.hasPrefix("x\\n\\u001by"))
        #expect(note.count == CandidateList.noteLimit)
    }
}
