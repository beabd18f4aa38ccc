import WorkshopBench

/// The report for programs: one object, numbers in the unit named and not rounded for reading.
enum ReportJSON {
    static func text(_ machine: MachineReport, _ reports: [RowReport]) -> String {
        object([
            ("machine", self.machine(machine)),
            ("rows", array(reports.map(row))),
        ])
    }

    private static func machine(_ report: MachineReport) -> String {
        object([
            ("cores", "\(report.facts.cores)"),
            ("kernel", string(report.facts.kernel)),
            ("file_system", report.facts.fileSystem.map(string) ?? "null"),
            ("sync_append_p50", report.disk.map { "\($0.appending.median)" } ?? "null"),
            ("sync_overwrite_p50", report.disk.map { "\($0.overwriting.median)" } ?? "null"),
        ])
    }

    private static func row(_ report: RowReport) -> String {
        var members = [
            ("row", string(report.row.rawValue)), ("title", string(report.row.title)),
        ]
        switch report.outcome {
        case .measured(let figures): members.append(("figures", array(figures.map(figure))))
        case .unavailable(let sentence): members.append(("not_measured", string(sentence)))
        case .failed(let sentence): members.append(("error", string(sentence)))
        }
        return object(members)
    }

    private static func figure(_ figure: Figure) -> String {
        var members = [
            ("name", string(figure.name)), ("value", "\(figure.value)"),
            ("unit", string(figure.unit.rawValue)),
        ]
        switch figure.bound {
        case .atLeast(let least): members.append(("at_least", "\(least)"))
        case .atMost(let most): members.append(("at_most", "\(most)"))
        case nil: break
        }
        if let holds = figure.holds { members.append(("holds", "\(holds)")) }
        return object(members)
    }

    private static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { string($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
    }

    private static func array(_ elements: [String]) -> String {
        "[" + elements.joined(separator: ",") + "]"
    }

    private static func string(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\u{0}"..."\u{1f}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
