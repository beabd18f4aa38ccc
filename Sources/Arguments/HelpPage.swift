/// The help page of one command.
///
/// The order is the reader's: what it is, how it is called, calls to copy, then the parts one
/// by one, and the exit statuses last.
struct HelpPage {
    private let path: CommandPath
    private var page: TextLayout

    init(_ path: CommandPath, width: Int) {
        self.path = path
        page = TextLayout(width: width)
        addSynopsis()
        addExamples()
        let column = TextLayout.column(for: lists.flatMap(\.entries))
        for list in lists {
            page.add(list, column: column)
        }
    }

    /// The page, ending in a newline.
    var text: String { page.text }

    private var command: CommandDescription { path.command }

    private mutating func addSynopsis() {
        page.add(paragraph: "\(path.text) - \(command.summary)", hanging: 4)
        page.addHeading("Usage")
        for form in path.usage {
            page.add(paragraph: form, indent: 2, hanging: 6)
        }
        for paragraph in TextLayout.paragraphs(of: command.discussion) {
            page.addGap()
            page.add(paragraph: paragraph)
        }
        guard !command.subcommands.isEmpty else { return }
        page.addGap()
        page.add(paragraph: "See '\(path.text) COMMAND --help' for what one command takes.")
    }

    private mutating func addExamples() {
        guard !command.examples.isEmpty else { return }
        page.addHeading("Examples")
        for example in command.examples {
            page.add(paragraph: example.summary, prefix: "  # ")
            page.add(verbatim: "  \(example.commandLine)")
        }
    }

    private var lists: [HelpList] {
        let operands = command.operands + [command.passthrough].compactMap(\.self)
        let ownOptions = path.ownOptions.filter { !$0.isHidden }
        let inheritedOptions = path.inheritedOptions.filter { !$0.isHidden }
        return HelpList.sections(
            of: command.subcommands.filter { !$0.isHidden }, by: \.section, named: "Commands")
            + [HelpList("Operands", operands.map(\.helpEntry))]
            + HelpList.sections(of: ownOptions, by: \.section, named: "Options")
            + [
                HelpList("Global options", inheritedOptions.map(\.helpEntry)),
                HelpList("Environment", command.environment.map(\.helpEntry)),
                HelpList("Exit status", command.exitStatuses.map(\.helpEntry)),
            ]
    }
}
