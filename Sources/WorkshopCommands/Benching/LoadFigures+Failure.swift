import WorkshopBench

extension LoadFigures {
    /// Why the command does not end well; requests that were refused are a reason too.
    var failure: BenchmarkError? { breakOff ?? firstRefusal.map { .refused($0) } }
}

extension LoadPlan {
    /// As many of the connections as the rate can keep busy: one that rests is closed by the
    /// server after a while.
    func usefulConnections(_ most: Int) -> Int {
        rate.map { min(most, Int($0) * 30) } ?? most
    }
}
