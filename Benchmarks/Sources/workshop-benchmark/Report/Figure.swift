import WorkshopBench

/// One number of a row, with the bound it must keep if there is one.
struct Figure {
    let name: String
    let value: Double
    let unit: Unit
    let bound: Bound?

    init(_ name: String, _ value: Double, _ unit: Unit, _ bound: Bound? = nil) {
        self.name = name
        self.value = value
        self.unit = unit
        self.bound = bound
    }

    /// `nil` when nothing is asked of it.
    var holds: Bool? { bound?.holds(value) }
}
