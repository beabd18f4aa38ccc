import WorkshopBench

/// The report for people, printed row by row as it is measured.
struct ReportTable {
    private let nameWidth = 20
    private let valueWidth = 14
    private let boundWidth = 16

    func printHead(_ machine: MachineReport) {
        let facts = machine.facts
        let place = facts.fileSystem.map { ", \($0)" } ?? ""
        print("machine  \(facts.cores) cores, \(facts.kernel)\(place)")
        if let disk = machine.disk {
            let append = Unit.seconds.text(disk.appending.median)
            let overwrite = Unit.seconds.text(disk.overwriting.median)
            print("disk     4 KiB and fdatasync: appended \(append), over old bytes \(overwrite)")
        }
        if facts.isInMemory { print("warning  the folder is in memory: nothing is ever synced") }
        print()
        printLine("", "measured", "target", "holds")
    }

    func printRow(_ report: RowReport) {
        print("\n\(report.row.rawValue): \(report.row.title)")
        switch report.outcome {
        case .measured(let figures):
            for figure in figures {
                printLine(
                    figure.name, figure.unit.text(figure.value),
                    figure.bound?.text(in: figure.unit) ?? "",
                    figure.holds.map { $0 ? "yes" : "NO" } ?? "")
            }
        case .unavailable(let sentence): print("  not measured: \(sentence)")
        case .failed(let sentence): print("  FAILED: \(sentence)")
        }
    }

    func printSummary(_ reports: [RowReport]) {
        let judged = reports.flatMap { report in
            report.figures.filter { $0.holds != nil }.map { (report.row, $0) }
        }
        let missed = judged.filter { $0.1.holds == false }
        let failed = reports.filter(\.isFailure)
        print("\n\(judged.count - missed.count) of \(judged.count) targets hold")
        for (row, figure) in missed {
            let bound = figure.bound?.text(in: figure.unit) ?? ""
            print(
                "falls short: \(row.rawValue), \(figure.name): "
                    + "\(figure.unit.text(figure.value)), must be \(bound)")
        }
        for report in failed { print("failed: \(report.row.rawValue)") }
    }

    private func printLine(_ name: String, _ value: String, _ bound: String, _ holds: String) {
        var line = "  " + name.padded(to: nameWidth) + value.padded(to: valueWidth, onTheLeft: true)
        if !bound.isEmpty {
            line += "   " + bound.padded(to: boundWidth) + holds
        }
        print(line)
    }
}
