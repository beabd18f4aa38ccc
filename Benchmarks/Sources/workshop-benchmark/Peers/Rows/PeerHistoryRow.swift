import WorkshopBench

/// The row `history` of the other table, with its own margin.
struct PeerHistoryRow: PeerRow {
    let name = "history"
    let title = "history of 100, a rare type and status: a million messages against a thousand"
    let contestants: [Contestant] = [.workshop]

    /// What is no more than the noise of two medians.
    private let same = 1.05

    var demands: [Demand] {
        HistoryQuestion.all.map { question in
            Demand(
                "\(question.name), a million ÷ a thousand", median("\(question.name), ratio"),
                .atMost(1.2), goal: .atMost(same))
        }
    }

    func measure(
        _ contestant: Contestant, _ bench: PeerBench
    ) throws(BenchmarkError) -> [Figure] {
        let options = try Options(parsing: [
            "--workshop", bench.options.binary, "--messages", "\(bench.options.messages)",
            "--seconds", "\(Int(bench.seconds))", "--folder", bench.options.folder,
        ])
        return try HistoryRow().measure(try Bench(options))
    }
}
