/// What became of a row.
struct RowReport {
    enum Outcome {
        case measured([Figure])
        /// Not to be had with what was given.
        case unavailable(String)
        case failed(String)
    }

    let row: Row
    let outcome: Outcome

    var figures: [Figure] {
        if case .measured(let figures) = outcome { return figures }
        return []
    }

    var isFailure: Bool {
        if case .failed = outcome { return true }
        return false
    }
}
