import WorkshopBench

/// RESULTS.md.
struct ResultsPage {
    let results: Results
    /// What stands in REASONS.md; `nil` when there is no such file.
    let reasons: String?

    var text: String {
        var parts = [ResultsPage.head]
        if let circumstances = commonCircumstances { parts.append(circumstances + "\n") }
        parts.append(demands)
        if let reasons { parts.append(reasons) }
        parts.append("## Figures\n\n" + ResultsPage.legend)
        parts += PeerRows.all.compactMap(section)
        parts.append(configurations)
        return parts.joined(separator: "\n")
    }

    private static let head = """
        # Results

        The same work for workshop and for what people would pick instead, in one run on one \
        machine, load generator included: one thread, which speaks every peer's own protocol and \
        checks what each stream gets. Written by `make bench-peers` from `results.tsv` and \
        `REASONS.md`; `README.md` tells how it is measured.

        """

    private var demands: String {
        var lines = [
            "## What it must show", "",
            "Of each figure, the median of the runs. *÷* is workshop's over the peer's.", "",
            "| work | measured | must be | goal | verdict |", "|---|---|---|---|---|",
        ]
        for demand in PeerRows.all.flatMap(\.demands) {
            let value = demand.measured.value(in: results)
            let cells = [
                demand.work, value.map { text($0, of: demand) } ?? "",
                demand.must?.text(in: demand.unit) ?? "", demand.goal?.text(in: demand.unit) ?? "",
                demand.verdict(on: value),
            ]
            lines.append(tableRow(cells))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func text(_ value: Double, of demand: Demand) -> String {
        let terms = demand.measured.terms(in: results).map { " (\($0))" }
        return demand.unit.text(value) + (terms ?? "")
    }

    private static let legend = """
        Each value is of one run, in their order; the contestants took turns within a run. \
        *Server cpu each* is of all the server's processes, for each message acknowledged or \
        delivered; *server cpu*, *generator cpu* and *other cpu* are shares of one core.

        """

    /// `nil` when rows were not all measured together.
    private var commonCircumstances: String? {
        let all = Set(results.circumstances.values)
        return all.count == 1 ? all.first : nil
    }

    /// - Returns: `nil` for a row that was never measured.
    private func section(_ row: any PeerRow) -> String? {
        guard let circumstances = results.circumstances[row.name] else { return nil }
        var lines = ["### \(row.name)", "", row.title, ""]
        if commonCircumstances == nil { lines += [circumstances, ""] }
        let runs = results.entries(of: row.name).map(\.values.count).max() ?? 0
        if runs > 0 {
            lines.append(
                tableRow(["", "figure", "median"] + (1...runs).map { "run \($0)" }))
            lines.append("|---|---|---:|" + String(repeating: "---:|", count: runs))
        }
        for contestant in row.contestants {
            let entries = results.entries(of: row.name).filter { $0.contestant == contestant }
            for (index, entry) in entries.enumerated() {
                let name = index == 0 ? contestant.title : ""
                let values = entry.values.map { entry.unit.text($0) }
                lines.append(
                    tableRow([name, entry.figure, entry.unit.text(entry.median)] + values))
            }
        }
        for failure in results.failures(of: row.name) {
            lines += ["", "\(failure.contestant.title) failed: \(failure.sentence)"]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var configurations: String {
        let peers: [(Contestant, any PeerServer)] = [
            (.redis, RedisServer()), (.nats, NATSServer()), (.nchan, NchanServer()),
            (.mosquitto, MosquittoServer()),
        ]
        let ours = OurServer(binary: "workshop")
        var text =
            "## Configuration\n\nworkshop: \(ours.durability). Started as `"
            + ours.command(at: .named).joined(separator: " ") + "`, all else at its default.\n"
        for (contestant, server) in peers {
            let words = server.command(at: .named).joined(separator: " ")
            text += "\n\(contestant.title): \(server.durability). Started as `\(words)` with\n"
            text += "\n```\n\(server.configuration(at: .named) ?? "")```\n"
        }
        return text
    }

    private func tableRow(_ cells: [String]) -> String {
        "| " + cells.joined(separator: " | ") + " |"
    }
}
