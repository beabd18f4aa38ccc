/// A part of a description that stands in a list of its help page.
protocol HelpListed {
    var helpEntry: HelpList.Entry { get }
}

extension CommandDescription: HelpListed {
    var helpEntry: HelpList.Entry {
        HelpList.Entry(label: name, text: summary)
    }
}

extension OptionDescription: HelpListed {
    /// The label leaves room for a short name, so that the long ones are aligned.
    var helpEntry: HelpList.Entry {
        let short = short.map { "-\($0), " } ?? "    "
        let value = value.map { " \($0.name)" } ?? ""
        let notes = [
            value.isEmpty ? nil : self.value?.hint.note,
            isRepeatable ? "[repeatable]" : nil,
            defaultText.map { "[default:\(TextLayout.noBreakSpace)\($0)]" },
            environment.map { "[env:\(TextLayout.noBreakSpace)\($0)]" },
        ]
        return HelpList.Entry(
            label: "\(short)--\(name)\(value)",
            text: ([summary] + notes.compactMap(\.self)).joined(separator: " "))
    }
}

extension OperandDescription: HelpListed {
    var helpEntry: HelpList.Entry {
        let text = hint.note.map { "\(summary) \($0)" } ?? summary
        return HelpList.Entry(label: isRepeatable ? "\(name)..." : name, text: text)
    }
}

extension EnvironmentDescription: HelpListed {
    var helpEntry: HelpList.Entry {
        HelpList.Entry(label: name, text: summary)
    }
}

extension ExitStatusDescription: HelpListed {
    var helpEntry: HelpList.Entry {
        HelpList.Entry(label: String(status), text: summary)
    }
}

extension ValueHint {
    /// What a help page adds to the summary of a value of this kind.
    fileprivate var note: String? {
        switch self {
        case .choices(let choices): "[one of: \(choices.joined(separator: ", "))]"
        case .text, .file, .directory, .textOrFile, .field, .dynamic: nil
        }
    }
}
