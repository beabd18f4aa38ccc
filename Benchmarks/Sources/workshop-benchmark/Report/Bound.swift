import WorkshopBench

/// What a figure must be.
enum Bound {
    case atLeast(Double)
    case atMost(Double)

    func holds(_ value: Double) -> Bool {
        switch self {
        case .atLeast(let least): value >= least
        case .atMost(let most): value <= most
        }
    }

    func text(in unit: Unit) -> String {
        switch self {
        case .atLeast(let least): "≥ \(unit.text(least))"
        case .atMost(let most): "≤ \(unit.text(most))"
        }
    }
}
