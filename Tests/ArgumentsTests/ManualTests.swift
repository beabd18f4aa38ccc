import Testing

@testable import Arguments

@Suite struct ManualTests {
    @Test(
        "the manual page of each command has the recorded sections",
        arguments: [
            [], ["send"], ["watch"], ["job"], ["job", "claim"], ["job", "run"], ["crew"],
            ["shell"],
        ])
    func page(names: [String]) throws {
        let path = try Depot.root.path(to: names)
        let page = path.manualSections.map { ".Sh \($0.title.rawValue)\n\($0.source)" }.joined()
        try Snapshot.expect(page, equals: "manual-\(path.manualName)")
    }

    @Test("what is hidden is in no section")
    func hidden() throws {
        func page(_ names: String...) throws -> String {
            try Depot.root.path(to: names).manualSections.map(\.source).joined()
        }
        #expect(try !page().contains("debug"))
        #expect(try !page("send").contains("secret"))
    }

    @Test("a section with nothing to say is left out")
    func empty() throws {
        let titles = try Depot.root.path(to: ["job", "list"]).manualSections.map(\.title)
        #expect(titles == [.name, .synopsis, .options, .environment])
    }

    @Test("text is never taken for a macro or another character")
    func escaping() {
        let description = CommandDescription(
            "odd", summary: ".Sh isn't \\fB a macro",
            operands: [
                OperandDescription("Nm", summary: ".El `x` ~/^ \"q\" --wait. 'b' ends. And on")
            ])
        let sections = CommandPath(root: description).manualSections
        #expect(sections[0].source == ".Nm odd\n.Nd .Sh isn\\(aqt \\efB a macro\n")
        #expect(
            sections[2].source == """
                .Bl -tag -width Ds
                .It Ar \\&Nm
                \\&.El \\(gax\\(ga \\(ti/\\(ha \\(dqq\\(dq \\-\\-wait.
                \\(aqb\\(aq ends.
                And on.
                .El

                """)
    }

    @Test("every line is a known macro or text that keeps within 80 columns", arguments: 0..<50)
    func lines(seed: UInt64) {
        var source = DescriptionSource(seed: seed)
        let macros: Set = [
            "Nm", "Nd", "Op", "Oo", "Oc", "No", "Ar", "Cm", "Fl", "Ev", "Bl", "It", "El", "Ss",
            "Pp",
        ]
        for section in CommandPath(root: source.command(depth: 2)).manualSections {
            #expect(section.source.hasSuffix("\n") && !section.source.contains("\n\n"))
            for line in section.source.split(separator: "\n") {
                if line.hasPrefix(".") {
                    let macro = line.dropFirst().prefix { $0 != " " }
                    #expect(macros.contains(String(macro)), "\(line)")
                } else {
                    #expect(line.count <= 80 || !line.contains(" "), "\(line)")
                }
            }
        }
    }
}
