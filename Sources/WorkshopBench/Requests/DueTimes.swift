/// When each request of a paced load is due: evenly spaced, fixed before the first is sent, so that
/// a stall counts for everything it holds up.
struct DueTimes {
    let begin: Moment
    let rate: Double
    /// The first ones, which are not counted.
    let warmUp: Int
    /// All, those of the warm-up among them.
    let total: Int

    init(_ plan: LoadPlan, rate: Double, begin: Moment) {
        self.begin = begin
        self.rate = rate
        warmUp = Int((plan.warmUp * rate).rounded())
        switch plan.end {
        case .after(let seconds): total = warmUp + Int((seconds * rate).rounded())
        case .afterRequests(let count): total = warmUp + count
        case .withWork: total = .max
        }
    }

    subscript(_ index: Int) -> Moment { begin + Double(index) / rate }
}
