import WorkshopBench

/// What is demanded something of, as it follows from results.
indirect enum Quantity {
    /// The median of the runs.
    case median(row: String, contestant: Contestant, figure: String)
    case constant(Double)
    case quotient(Quantity, Quantity)
    case least([Quantity])

    /// What a quotient is of, for people; `nil` for all else.
    func terms(in results: Results) -> String? {
        guard case .quotient(let dividend, let divisor) = self else { return nil }
        return [dividend, divisor].map { $0.term(in: results) }.joined(separator: " ÷ ")
    }

    private func term(in results: Results) -> String {
        switch self {
        case .median(let row, let contestant, let figure):
            let entry = results.entry(row: row, contestant: contestant, figure: figure)
            return entry.map { $0.unit.text($0.median) } ?? "?"
        case .constant(let value): return Unit.count.text(value)
        case .least(let quantities):
            return "least of " + quantities.map { $0.term(in: results) }.joined(separator: ", ")
        case .quotient: return terms(in: results) ?? "?"
        }
    }

    /// `nil` when a result that it needs is not there.
    func value(in results: Results) -> Double? {
        switch self {
        case .median(let row, let contestant, let figure):
            return results.entry(row: row, contestant: contestant, figure: figure)?.median
        case .constant(let value): return value
        case .quotient(let dividend, let divisor):
            guard let dividend = dividend.value(in: results),
                let divisor = divisor.value(in: results), divisor != 0
            else { return nil }
            return dividend / divisor
        case .least(let quantities):
            let values = quantities.compactMap { $0.value(in: results) }
            return values.count == quantities.count ? values.min() : nil
        }
    }
}
