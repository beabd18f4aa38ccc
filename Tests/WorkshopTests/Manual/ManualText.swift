@testable import Arguments

/// A page in the language of mdoc(7), cut at its sections.
struct ManualText {
    struct Section {
        var title: String
        /// The lines below the title.
        var source: String
    }

    /// What stands above the first section.
    var head: String
    var sections: [Section]

    /// The order of sections that mdoc(7) gives.
    private static let order = [
        "NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "OPERANDS", "OPTIONS", "ENVIRONMENT",
        "FILES", "EXIT STATUS", "EXAMPLES", "DIAGNOSTICS", "SEE ALSO",
    ]

    init(_ page: String) {
        head = ""
        sections = []
        for line in page.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix(".Sh ") {
                sections.append(Section(title: String(line.dropFirst(4)), source: ""))
            } else if sections.isEmpty {
                head += "\(line)\n"
            } else {
                sections[sections.count - 1].source += "\(line)\n"
            }
        }
    }

    /// A page for a command that has none yet, with what `--help` says as its description.
    init(for path: CommandPath, date: String) {
        head = """
            .\\" NAME, SYNOPSIS, COMMANDS, OPERANDS, OPTIONS, ENVIRONMENT and EXIT STATUS are
            .\\" recorded from the command table by ManualTests; the other sections are prose.
            .Dd \(date)
            .Dt \(path.manualName.uppercased()) 1
            .Os

            """
        var description = ManualSource()
        let paragraphs = TextLayout.paragraphs(of: path.command.discussion)
        for (index, paragraph) in paragraphs.enumerated() {
            if index > 0 { description.addParagraph() }
            description.add(sentence: paragraph)
        }
        if paragraphs.isEmpty { description.add(sentence: path.command.summary) }
        sections = [Section(title: "DESCRIPTION", source: description.text)]
    }

    var text: String {
        head + sections.map { ".Sh \($0.title)\n\($0.source)" }.joined()
    }

    func section(_ title: String) -> String? {
        sections.first { $0.title == title }?.source
    }

    /// The page with these sections in place of its own of the same titles; those that a
    /// description could give and does not are taken out. Prose stays as it is.
    func merged(with generated: [ManualSection]) -> ManualText {
        var page = self
        let titles = ManualSection.Title.allCases.map(\.rawValue)
        page.sections.removeAll { section in
            titles.contains(section.title)
                && !generated.contains { $0.title.rawValue == section.title }
        }
        for section in generated {
            let title = section.title.rawValue
            if let index = page.sections.firstIndex(where: { $0.title == title }) {
                page.sections[index].source = section.source
            } else {
                let new = Section(title: title, source: section.source)
                page.sections.insert(new, at: page.place(of: title))
            }
        }
        return page
    }

    private func place(of title: String) -> Int {
        let rank = Self.rank(title)
        return sections.firstIndex { Self.rank($0.title) > rank } ?? sections.count
    }

    private static func rank(_ title: String) -> Int {
        // A section that mdoc(7) does not name goes with the description.
        order.firstIndex(of: title) ?? 2
    }
}
