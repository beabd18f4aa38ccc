extension CommandPath {
    /// What the command's manual page is called: `workshop-task-run`.
    public var manualName: String {
        names.joined(separator: "-")
    }

    /// The sections of the command's manual page that follow from its description, in the order
    /// of ``ManualSection/Title``. A section with nothing to say is left out. What is hidden is
    /// in none.
    public var manualSections: [ManualSection] {
        let manual = Manual(self)
        return ManualSection.Title.allCases.compactMap { title in
            let source = manual.source(of: title)
            return source.isEmpty ? nil : ManualSection(title: title, source: source)
        }
    }
}
