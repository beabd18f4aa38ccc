import Testing
import WorkshopBench

@testable import workshop_benchmark

@Suite struct ResultsTests {
    private func sample() -> Results {
        var results = Results()
        results.begin("fan-out", "2026-01-02, 3 runs; 2 cores.")
        for value in [90.0, 130, 120] {
            results.add([Figure("deliveries", value, .perSecond)], .workshop, row: "fan-out")
            results.add([Figure("deliveries", 100, .perSecond)], .nchan, row: "fan-out")
        }
        results.add(
            Results.Failure(row: "fan-out", contestant: .nats, sentence: "it\tended\nearly"))
        return results
    }

    private let ratio = Quantity.quotient(
        .median(row: "fan-out", contestant: .workshop, figure: "deliveries"),
        .median(row: "fan-out", contestant: .nchan, figure: "deliveries"))

    @Test func `results are the same when read again, but for white space in sentences`() throws {
        let folder = try TemporaryFolder(in: "/tmp")
        let file = ResultsFile(path: folder.path + "/results.tsv")
        try file.write(sample())
        let results = try file.read()
        #expect(results.circumstances == sample().circumstances)
        #expect(
            results.entry(row: "fan-out", contestant: .workshop, figure: "deliveries")?.values
                == [90, 130, 120])
        #expect(results.failures(of: "fan-out").map(\.sentence) == ["it ended early"])
    }

    @Test func `a row that is measured anew replaces its own results, and no others`() {
        var results = sample()
        results.begin("latency", "later")
        results.begin("fan-out", "later")
        #expect(results.entries.isEmpty && results.failures.isEmpty)
        #expect(results.circumstances == ["latency": "later", "fan-out": "later"])
    }

    @Test func `results are compared by the median of their runs`() {
        #expect(ratio.value(in: sample()) == 1.2)
        #expect(ratio.terms(in: sample()) == "120 /s ÷ 100 /s")
    }

    @Test func `what was not measured has no verdict`() {
        let demand = Demand("work", ratio, .atLeast(1))
        #expect(demand.verdict(on: ratio.value(in: Results())) == "not measured")
    }

    @Test(arguments: [
        (0.5, "**missed by 50 %**"), (1.2, "holds; goal missed by 20 %"), (1.5, "goal reached"),
    ])
    func `a value is judged by what must be and by what should`(value: Double, verdict: String) {
        let demand = Demand("work", ratio, .atLeast(1), goal: .atLeast(1.5))
        #expect(demand.verdict(on: value) == verdict)
    }

    @Test func `the page has every demand, whatever was measured`() {
        let text = ResultsPage(results: sample(), reasons: "## Reasons\n").text
        #expect(text.contains("| 1.20 (120 /s ÷ 100 /s) | ≥ 1.15 |  | holds |"))
        #expect(text.contains("nats failed: it"))
        #expect(text.contains("## Reasons"))
        #expect(text.contains("appendfsync always"))
        for demand in PeerRows.all.flatMap(\.demands) { #expect(text.contains(demand.work)) }
    }
}
