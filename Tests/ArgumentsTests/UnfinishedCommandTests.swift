import Arguments
import Testing

@Suite struct UnfinishedCommandTests {
    private func read(_ words: String...) -> UnfinishedCommand {
        UnfinishedCommand(words, of: Depot.root)
    }

    @Test("the words lead to the deepest command they name")
    func path() {
        #expect(read("-v", "job", "claim", "--wait").path.names == ["depot", "job", "claim"])
        #expect(read().path.names == ["depot"])
    }

    @Test("an option tells the last value typed, whatever else is wrong")
    func option() {
        let typed = read("--url", "a", "send", "--nonsense", "--url=b", "--file")
        #expect(typed.option("url") == "b")
        #expect(typed.option("file") == nil)
        #expect(typed.option("label") == nil)
    }

    @Test("values are found by their kind")
    func values() {
        let yard = ValueHint.dynamic("yard")
        #expect(read("watch", "north", "-v", "south").values(of: yard) == ["north", "south"])
        #expect(read("send", "north", "crate", "text", "more").values(of: yard) == ["north"])
        #expect(read("send", "north", "--file", "x").values(of: .file) == ["x"])
        #expect(read("crew", "x").values(of: .text) == [])
    }
}
