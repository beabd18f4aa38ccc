/// Text in the language of mdoc(7), line by line.
struct ManualSource {
    /// Lines of running text keep within this, as the language asks.
    private static let width = 78

    private(set) var text = ""

    /// Adds a macro with words that mean nothing but themselves.
    mutating func add(_ macro: String, _ words: String) {
        text += ".\(macro) \(Self.escaped(words))\n"
    }

    /// Adds a macro with the name of a page, in which readers of pages want plain dashes.
    mutating func add(_ macro: String, page name: String) {
        text += ".\(macro) \(name)\n"
    }

    /// Adds a macro whose arguments are escaped already.
    mutating func add(line: String) {
        text += ".\(line)\n"
    }

    /// Adds a macro in the middle of a sentence.
    mutating func add(_ macro: String, _ word: String, after before: String, before rest: String) {
        text += "\(before)\n.\(macro) \(Self.argument(word))\n\(rest)\n"
    }

    /// Begins the next item of a list, `term` being escaped already.
    mutating func add(item term: String) {
        add(line: "It \(term)")
    }

    mutating func addParagraph() {
        add(line: "Pp")
    }

    /// - Parameter isCompact: whether items follow each other without a gap.
    mutating func beginList(isCompact: Bool = false) {
        add(line: "Bl -tag -width Ds" + (isCompact ? " -compact" : ""))
    }

    mutating func endList() {
        add(line: "El")
    }

    /// Adds a list, or nothing where it would be empty.
    mutating func addList<Item>(
        _ items: [Item], isCompact: Bool = false, _ add: (Item, inout ManualSource) -> Void
    ) {
        guard !items.isEmpty else { return }
        beginList(isCompact: isCompact)
        for item in items {
            add(item, &self)
        }
        endList()
    }

    /// Adds running text that was written without a capital at its beginning and without a full
    /// stop at its end.
    mutating func add(sentence: String) {
        let words = sentence.split(whereSeparator: \.isWhitespace)
        guard let first = words.first, let last = words.last else { return }
        let isWord = first.allSatisfy { $0.isLetter || ",;:".contains($0) }
        let head = isWord ? first.prefix(1).uppercased() + first.dropFirst() : String(first)
        let rest = words.dropFirst().map(String.init)
        wrap([head] + rest, end: ".?!".contains(last.last ?? ".") ? "" : ".")
    }

    /// A word that a macro takes as one argument, and neither as a macro nor as punctuation.
    static func argument(_ word: String) -> String {
        let letters = Array(word)
        let isLikeMacro =
            (2...3).contains(letters.count)
            && (letters[0] == "%"
                || letters[0].isUppercase && (letters[1].isLowercase || letters[1].isNumber))
        let isLikePunctuation = letters.count == 1 && !letters[0].isLetter && !letters[0].isNumber
        return isLikeMacro || isLikePunctuation ? "\\&\(escaped(word))" : escaped(word)
    }

    /// Characters that the language or a typesetter would take for others.
    static func escaped(_ text: String) -> String {
        text.map { character in
            switch character {
            case "\\": "\\e"
            case "-": "\\-"
            case "'": "\\(aq"
            case "`": "\\(ga"
            case "\"": "\\(dq"
            case "^": "\\(ha"
            case "~": "\\(ti"
            default: String(character)
            }
        }.joined()
    }

    private mutating func wrap(_ words: [String], end: String) {
        var line = ""
        for (index, word) in words.enumerated() {
            let piece = Self.escaped(word) + (index == words.count - 1 ? end : "")
            if !line.isEmpty, line.count + 1 + piece.count > Self.width || line.endsSentence {
                addText(line)
                line = ""
            }
            line += line.isEmpty ? piece : " \(piece)"
        }
        addText(line)
    }

    private mutating func addText(_ line: String) {
        text += line.hasPrefix(".") ? "\\&\(line)\n" : "\(line)\n"
    }
}

extension String {
    /// Whether a new sentence would begin after this, which the language wants on a new line.
    fileprivate var endsSentence: Bool {
        guard let last = last(where: { !"\")]".contains($0) }) else { return false }
        return ".?!".contains(last)
    }
}
