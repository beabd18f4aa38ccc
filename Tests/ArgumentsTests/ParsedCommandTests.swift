import Arguments
import Testing

@Suite struct ParsedCommandTests {
    @Test("asking for what is not described traps")
    func undescribed() async {
        await #expect(processExitsWith: .failure) {
            _ = try Depot.parsed("watch").option("nonsense")
        }
        await #expect(processExitsWith: .failure) {
            _ = try Depot.parsed("watch").option("verbose")
        }
        await #expect(processExitsWith: .failure) {
            _ = try Depot.parsed("watch").flag("count")
        }
        await #expect(processExitsWith: .failure) {
            _ = try Depot.parsed("watch").operand("KIND")
        }
        await #expect(processExitsWith: .failure) {
            _ = try Depot.parsed("watch").environment("HOME")
        }
    }

    @Test("what is described and not given does not trap")
    func described() async {
        await #expect(processExitsWith: .success) {
            let parsed = try Depot.parsed("watch")
            _ = (parsed.option("count"), parsed.flag("verbose"), parsed.operand("YARD"))
            _ = (parsed.option("url"), parsed.environment("DEPOT_PORT"))
        }
    }
}
