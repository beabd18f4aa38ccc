import WorkshopBench

/// What was measured, over all that was run so far: each row as of its last run.
struct Results {
    /// One figure of one contestant.
    struct Entry {
        let row: String
        let contestant: Contestant
        let figure: String
        let unit: Unit
        /// Of each run.
        var values: [Double]

        var median: Double {
            let sorted = values.sorted()
            let middle = sorted.count / 2
            return sorted.count.isMultiple(of: 2)
                ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        }
    }

    /// Why a contestant has no figures in a row.
    struct Failure {
        let row: String
        let contestant: Contestant
        let sentence: String
    }

    private(set) var entries: [Entry] = []
    private(set) var failures: [Failure] = []
    /// When each row was measured, and on what.
    private(set) var circumstances: [String: String] = [:]

    func entry(row: String, contestant: Contestant, figure: String) -> Entry? {
        entries.first { $0.row == row && $0.contestant == contestant && $0.figure == figure }
    }

    func entries(of row: String) -> [Entry] { entries.filter { $0.row == row } }

    func failures(of row: String) -> [Failure] { failures.filter { $0.row == row } }

    /// Forgets what a row came to before.
    mutating func begin(_ row: String, _ circumstances: String) {
        entries.removeAll { $0.row == row }
        failures.removeAll { $0.row == row }
        self.circumstances[row] = circumstances
    }

    mutating func add(_ figures: [Figure], _ contestant: Contestant, row: String) {
        for figure in figures {
            add(
                Entry(
                    row: row, contestant: contestant, figure: figure.name, unit: figure.unit,
                    values: [figure.value]))
        }
    }

    mutating func add(_ entry: Entry) {
        let index = entries.firstIndex {
            $0.row == entry.row && $0.contestant == entry.contestant && $0.figure == entry.figure
        }
        if let index { entries[index].values += entry.values } else { entries.append(entry) }
    }

    mutating func add(_ failure: Failure) { failures.append(failure) }
}
