import WorkshopBench

/// What workshop must show, and what it should.
struct Demand {
    let work: String
    let measured: Quantity
    let unit: Unit
    let must: Bound?
    let goal: Bound?

    init(
        _ work: String, _ measured: Quantity, _ must: Bound? = nil, unit: Unit = .ratio,
        goal: Bound? = nil
    ) {
        self.work = work
        self.measured = measured
        self.unit = unit
        self.must = must
        self.goal = goal
    }

    func verdict(on value: Double?) -> String {
        guard let value else { return "not measured" }
        if let must, !must.holds(value) { return "**missed by \(must.shortfall(of: value))**" }
        guard let goal else { return "holds" }
        if goal.holds(value) { return "goal reached" }
        let by = "goal missed by \(goal.shortfall(of: value))"
        return must == nil ? by : "holds; \(by)"
    }
}
