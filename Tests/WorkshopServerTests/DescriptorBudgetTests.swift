import Testing

@testable import WorkshopServer

@Suite("Descriptors are shared out")
struct DescriptorBudgetTests {
    @Test("below the least there is no serving", arguments: [0, 40, 63])
    func tooFew(limit: Int) {
        #expect(DescriptorBudget(limit: limit) == nil)
    }

    @Test(
        "nobody gets what another may need",
        arguments: [64, 65, 256, 1_024, 20_000, 1_048_576, Int.max])
    func shares(limit: Int) throws {
        let budget = try #require(DescriptorBudget(limit: limit))
        #expect(budget.connections >= 16)
        #expect(budget.files >= 8)
        #expect(budget.turnedAway >= 4)
        #expect(budget.connections + budget.files + budget.turnedAway + 32 <= limit)
    }
}
