import Testing

@testable import WorkshopBench

@Suite struct StreamVerdictTests {
    private func id(_ number: Int) -> MessageID {
        let digits = String(number)
        let text = String(repeating: "0", count: 26 - digits.count) + digits
        return MessageID(Array(text.utf8).span)
    }

    private func verdict(_ seen: [Int], _ published: [Int]) -> StreamVerdict {
        var tally = MessageTally()
        for number in seen { tally.add(id(number)) }
        var sum = MessageSum()
        for number in published { sum.add(id(number)) }
        var verdict = StreamVerdict()
        verdict.add(tally, against: sum)
        return verdict
    }

    @Test func `answers in any order are no fault`() {
        #expect(verdict([1, 2, 3], [3, 1, 2]).holds)
    }

    @Test(arguments: [
        ([1, 3], [1, 2, 3], "1 deliveries lost, 0 repeated, 0 out of order"),
        ([1, 2, 2], [1, 2], "0 deliveries lost, 1 repeated, 1 out of order"),
        ([2, 1], [1, 2], "0 deliveries lost, 0 repeated, 1 out of order"),
    ])
    func `every fault is found and named`(_ seen: [Int], _ published: [Int], _ sentence: String) {
        let verdict = verdict(seen, published)
        #expect(!verdict.holds)
        #expect(verdict.sentence == sentence)
    }

    @Test func `one message in the place of another is found`() {
        let verdict = verdict([1, 3], [1, 2])
        #expect(!verdict.holds)
        #expect(verdict.different == 1)
    }

    @Test func `what is not known is not held against a stream`() {
        var verdict = StreamVerdict()
        verdict.add(MessageTally(), against: nil)
        #expect(verdict.holds)
    }
}
