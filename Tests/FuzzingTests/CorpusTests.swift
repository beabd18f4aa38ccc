import Arguments
import FuzzProperties
import Testing

@Suite("What is fuzzed")
struct CorpusTests {
    @Test("keeps its properties over the whole corpus", arguments: FuzzTarget.allCases)
    func replay(target: FuzzTarget) throws {
        var verdicts: Set<Verdict> = []
        for input in try Corpus(of: target).inputs {
            do throws(Violation) {
                verdicts.insert(try target.check(input.bytes))
            } catch {
                Issue.record("\(target.rawValue)/\(input.name): not so: \(error.sentence)")
            }
        }
        #expect(verdicts == [.accepted, .refused], "a corpus tries both")
    }

    @Test("has a made-up command line that is described without a fault")
    func ferry() {
        #expect(Ferry.root.defects() == [])
    }
}
