/// The forms of a call in the language of mdoc(7).
struct ManualSynopsis {
    private let path: CommandPath

    init(_ path: CommandPath) {
        self.path = path
    }

    func add(to source: inout ManualSource) {
        let command = path.command
        if !command.synopses.isEmpty {
            for form in command.synopses { add(form: form, to: &source) }
        } else if command.subcommands.isEmpty {
            beginForm(&source)
            addOptions(to: &source)
            for operand in command.operands {
                add(operand, to: &source)
            }
            if let passthrough = command.passthrough {
                let words = "Fl - Ar \(ManualSource.argument(passthrough.name)) ..."
                source.add(line: passthrough.isRequired ? words : "Op \(words)")
            }
        } else {
            if !command.requiresSubcommand {
                beginForm(&source)
                addOptions(to: &source)
            }
            beginForm(&source)
            addOptions(to: &source)
            source.add(line: "Ar COMMAND")
            source.add(line: "Op Ar ARGUMENT ...")
        }
    }

    private func beginForm(_ source: inout ManualSource) {
        source.add("Nm", path.text)
    }

    private func addOptions(to source: inout ManualSource) {
        for option in path.command.options where !option.isHidden {
            let name = option.short.map(String.init) ?? "-\(option.name)"
            let value = option.value.map { " Ar \(ManualSource.argument($0.name))" } ?? ""
            source.add(line: "Op Fl \(ManualSource.argument(name))\(value)")
        }
    }

    private func add(_ operand: OperandDescription, to source: inout ManualSource) {
        let dots = operand.isRepeatable ? " ..." : ""
        let words = "Ar \(ManualSource.argument(operand.name))\(dots)"
        source.add(line: operand.isRequired ? words : "Op \(words)")
    }

    /// A form that the description spells out: `--next [--ch CH] [--wait DURATION]`.
    private func add(form: String, to source: inout ManualSource) {
        beginForm(&source)
        let spaced = form.map { "[]|".contains($0) ? " \($0) " : String($0) }.joined()
        for word in spaced.split(separator: " ") {
            switch word {
            case "[": source.add(line: "Oo")
            case "]": source.add(line: "Oc")
            case "|", "...": source.add(line: "No \(word)")
            default: source.add(line: Self.macro(of: String(word)))
            }
        }
    }

    private static func macro(of word: String) -> String {
        if word.utf8.first == UInt8(ascii: "-") {
            return "Fl \(ManualSource.argument(String(word.dropFirst())))"
        }
        let isVariable = word.contains(where: \.isLetter) && word == word.uppercased()
        return "\(isVariable ? "Ar" : "Cm") \(ManualSource.argument(word))"
    }
}
