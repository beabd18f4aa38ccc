import WorkshopBench

/// Results as a file: lines of fields with tabs between them, so that a commit shows what changed.
///
///     row      NAME  CIRCUMSTANCES
///     figure   ROW   CONTESTANT  NAME  UNIT  VALUE…
///     failure  ROW   CONTESTANT  SENTENCE
struct ResultsFile {
    let path: String

    /// - Returns: no results when there is no such file.
    func read() throws(BenchmarkError) -> Results {
        var results = Results()
        // Nothing was measured before.
        guard let text = try? TextFile.read(path) else { return results }
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            guard take(fields, &results) else {
                throw .usage("'\(path)' has a line that is no result: '\(line)'")
            }
        }
        return results
    }

    private func take(_ fields: [String], _ results: inout Results) -> Bool {
        switch fields.first {
        case "row" where fields.count == 3: results.begin(fields[1], fields[2])
        case "figure" where fields.count > 5:
            let values = fields[5...].compactMap { Double($0) }
            guard let contestant = Contestant(rawValue: fields[2]),
                let unit = Unit(rawValue: fields[4]), values.count == fields.count - 5
            else { return false }
            results.add(
                Results.Entry(
                    row: fields[1], contestant: contestant, figure: fields[3], unit: unit,
                    values: values))
        case "failure" where fields.count == 4:
            guard let contestant = Contestant(rawValue: fields[2]) else { return false }
            results.add(
                Results.Failure(row: fields[1], contestant: contestant, sentence: fields[3]))
        default: return false
        }
        return true
    }

    /// Writes the rows in the order of the page.
    func write(_ results: Results) throws(BenchmarkError) {
        var text = ""
        for row in PeerRows.all.map(\.name) {
            guard let circumstances = results.circumstances[row] else { continue }
            text += "row\t\(row)\t\(circumstances)\n"
            for entry in results.entries(of: row) {
                let values = entry.values.map { "\($0)" }.joined(separator: "\t")
                text +=
                    "figure\t\(row)\t\(entry.contestant.rawValue)\t\(entry.figure)\t"
                    + "\(entry.unit.rawValue)\t\(values)\n"
            }
            for failure in results.failures(of: row) {
                let sentence = String(failure.sentence.map { $0.isWhitespace ? " " : $0 })
                text += "failure\t\(row)\t\(failure.contestant.rawValue)\t\(sentence)\n"
            }
        }
        try TextFile.write(text, to: path)
    }
}
