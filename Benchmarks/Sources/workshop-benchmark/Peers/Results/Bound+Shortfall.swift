import WorkshopBench

extension Bound {
    /// By how much a value that does not keep the bound misses it, as a share of the bound.
    func shortfall(of value: Double) -> String {
        switch self {
        case .atLeast(let bound), .atMost(let bound):
            Unit.share.text(abs(value - bound) / bound)
        }
    }
}
