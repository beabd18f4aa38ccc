/// Sorts the words of a command line into commands, options and operands.
///
/// An error does not end the reading, because a `--help` further on wins over most: the first one
/// is kept, and the words after it are read as well as they can be.
struct CommandLineReader {
    /// The deepest command named so far.
    private(set) var path: CommandPath
    /// The values of each option by its long name; a flag's text is empty.
    private(set) var options: [String: [GivenValue]] = [:]
    /// The operands in their order, not yet matched to their descriptions.
    private(set) var operands: [String] = []
    /// The words after `--`, for a command that passes them through.
    private(set) var passthrough: [String] = []
    private(set) var isHelpRequested = false
    private(set) var isVersionRequested = false
    private(set) var firstError: UsageError?
    /// The error of a word that stands where a command must and is none.
    private(set) var unknownCommand: UsageError?

    private var words: ArraySlice<String>
    private var haveOptionsEnded = false
    /// Options that no subcommand may follow.
    private var localOptions: [GivenOption] = []

    init(root: CommandDescription, arguments: [String]) {
        path = CommandPath(root: root)
        words = arguments[...]
    }

    mutating func readAll() {
        while let word = words.popFirst() {
            read(word)
        }
    }

    private mutating func read(_ word: String) {
        // Bytes, not characters: a combining mark after '-' or '=' would join it into one.
        let bytes = word.utf8
        guard !haveOptionsEnded, bytes.count > 1, bytes.starts(with: "-".utf8) else {
            return readOperand(word)
        }
        guard bytes.starts(with: "--".utf8) else { return readShortOptions(word) }
        guard bytes.count == 2 else { return readLongOption(word) }
        haveOptionsEnded = true
        if path.command.passthrough != nil {
            passthrough = Array(words)
            words = []
        }
    }

    private mutating func readOperand(_ word: String) {
        guard !path.command.subcommands.isEmpty else { return operands.append(word) }
        guard let next = path.descending(to: word) else {
            let error = UsageError.unknownCommand(word, in: path)
            unknownCommand = unknownCommand ?? error
            return fail(error)
        }
        if let option = localOptions.first {
            fail(.misplacedOption(option, before: next))
        }
        path = next
    }

    private mutating func readLongOption(_ word: String) {
        let body = word.utf8.dropFirst(2)
        let equals = body.firstIndex(of: UInt8(ascii: "="))
        let name = String(word[body.startIndex..<(equals ?? body.endIndex)])
        guard let option = path.options.first(where: { $0.name == name }) else {
            return fail(.unknownOption(long: name, in: path))
        }
        let attached = equals.map { String(word[body.index(after: $0)...]) }
        let given = GivenOption(name: name, spelling: "--\(name)")
        if option.value != nil {
            readValue(of: option, given, attached: attached)
        } else if attached != nil {
            fail(UsageError("option '\(given.spelling)' takes no value", in: path))
        } else {
            record(option, given, text: "")
        }
    }

    private mutating func readShortOptions(_ word: String) {
        var letters = word.unicodeScalars.dropFirst()
        while let letter = letters.popFirst() {
            let short = Character(letter)
            guard let option = path.options.first(where: { $0.short == short }) else {
                return fail(.unknownOption(short: letter, in: word, path: path))
            }
            let given = GivenOption(name: option.name, spelling: "-\(letter)")
            guard option.value == nil else {
                let attached = letters.isEmpty ? nil : String(letters)
                return readValue(of: option, given, attached: attached)
            }
            record(option, given, text: "")
        }
    }

    private mutating func readValue(
        of option: OptionDescription, _ given: GivenOption, attached: String?
    ) {
        guard let text = attached ?? words.popFirst() else {
            return fail(UsageError("missing value for '\(given.spelling)'", in: path))
        }
        record(option, given, text: text)
    }

    private mutating func record(
        _ option: OptionDescription, _ given: GivenOption, text: String
    ) {
        if option.name == OptionDescription.help.name {
            isHelpRequested = true
        } else if option.name == OptionDescription.version.name, path.ancestors.isEmpty {
            isVersionRequested = true
        }
        if !option.isGlobal {
            localOptions.append(given)
        }
        let value = GivenValue(text: text, origin: .option(given.spelling))
        if option.isRepeatable {
            options[option.name, default: []].append(value)
        } else {
            options[option.name] = [value]
        }
    }

    private mutating func fail(_ error: UsageError) {
        firstError = firstError ?? error
    }
}
