/// The sections of one command's manual page.
struct Manual {
    private let path: CommandPath

    init(_ path: CommandPath) {
        self.path = path
    }

    func source(of title: ManualSection.Title) -> String {
        var source = ManualSource()
        switch title {
        case .name:
            source.add("Nm", page: path.manualName)
            source.add("Nd", path.command.summary)
        case .synopsis: ManualSynopsis(path).add(to: &source)
        case .commands: addCommands(to: &source)
        case .operands: addOperands(to: &source)
        case .options: addOptions(to: &source)
        case .environment: addEnvironment(to: &source)
        case .exitStatus:
            source.addList(path.command.exitStatuses, isCompact: true) { status, source in
                source.add(item: String(status.status))
                source.add(sentence: status.summary)
            }
        }
        return source.text
    }

    private func addCommands(to source: inout ManualSource) {
        let commands = path.command.subcommands.filter { !$0.isHidden }
        addSections(of: commands, by: \.section, to: &source) { command, source in
            source.add(item: "Xr \(path.appending(command).manualName) 1")
            source.add(sentence: command.summary)
        }
    }

    private func addOperands(to source: inout ManualSource) {
        let operands = path.command.operands + [path.command.passthrough].compactMap(\.self)
        source.addList(operands) { operand, source in
            source.add(item: operand.manualTerm)
            source.add(sentence: operand.summary)
            source.add(choicesOf: operand.hint, named: operand.name)
        }
    }

    private func addOptions(to source: inout ManualSource) {
        var own = path.ownOptions.filter { !$0.isHidden }
        for index in own.indices where own[index].name == OptionDescription.help.name {
            own[index].summary = "show the short form of this page and exit"
        }
        let inherited = path.inheritedOptions.filter { !$0.isHidden }
        addSections(of: own, by: \.section, to: &source) { $0.addManual(to: &$1) }
        guard !inherited.isEmpty else { return }
        source.add("Ss", "Global options")
        source.add(sentence: "these can stand before or after the name of the command")
        source.addList(inherited) { $0.addManual(to: &$1) }
    }

    private func addEnvironment(to source: inout ManualSource) {
        let options = path.options.filter { !$0.isHidden && $0.environment != nil }
        let variables = path.command.environment + path.ancestors.flatMap(\.environment)
        guard !options.isEmpty || !variables.isEmpty else { return }
        source.beginList()
        for option in options {
            source.add(item: "Ev \(ManualSource.argument(option.environment ?? ""))")
            source.add(sentence: option.value == nil ? "1, true, yes or on, or the opposite" : "")
            source.add(
                "Fl", "-\(option.name)", after: "Stands for", before: "where that is not given.")
        }
        for variable in variables {
            source.add(item: "Ev \(ManualSource.argument(variable.name))")
            source.add(sentence: variable.summary)
        }
        source.endList()
        source.addParagraph()
        source.add(sentence: "an empty variable counts as unset")
    }

    /// A list for what is in no section, and a titled one for each section.
    private func addSections<Item>(
        of items: [Item], by section: (Item) -> String?, to source: inout ManualSource,
        _ add: (Item, inout ManualSource) -> Void
    ) {
        source.addList(items.filter { section($0) == nil }, add)
        var titles: [String] = []
        for case let title? in items.map(section) where !titles.contains(title) {
            titles.append(title)
        }
        for title in titles {
            source.add("Ss", title)
            source.addList(items.filter { section($0) == title }, add)
        }
    }
}

extension OptionDescription {
    fileprivate func addManual(to source: inout ManualSource) {
        let names = [short.map { "Fl \($0)" }, "Fl \(ManualSource.argument("-\(name)"))"]
        let placeholder = value.map { " Ar \(ManualSource.argument($0.name))" } ?? ""
        source.add(item: names.compactMap(\.self).joined(separator: " , ") + placeholder)
        source.add(sentence: summary)
        if let value { source.add(choicesOf: value.hint, named: value.name) }
        if isRepeatable { source.add(sentence: "it can be given several times") }
        if let defaultText { source.add(sentence: "the default is \(defaultText)") }
        guard let environment else { return }
        let isList = isRepeatable && value != nil
        source.add(
            "Ev", environment, after: "Where it is not given,",
            before: isList ? "holds, with commas between several." : "holds.")
    }
}

extension OperandDescription {
    fileprivate var manualTerm: String {
        "Ar \(ManualSource.argument(name))" + (isRepeatable ? " ..." : "")
    }
}

extension ManualSource {
    fileprivate mutating func add(choicesOf hint: ValueHint, named name: String) {
        guard case .choices(let choices) = hint else { return }
        let most = choices.dropLast().joined(separator: ", ")
        add(sentence: "\(name) is \([most, choices.last ?? ""].joined(separator: " or "))")
    }
}
