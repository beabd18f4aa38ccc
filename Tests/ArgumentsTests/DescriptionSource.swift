import Arguments

/// Makes descriptions of every shape, the same ones for the same seed.
struct DescriptionSource {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A number from 0 up to but not including `bound`, by SplitMix64.
    mutating func number(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    mutating func element<Element>(of elements: [Element]) -> Element {
        elements[number(below: elements.count)]
    }

    mutating func command(depth: Int) -> CommandDescription {
        let isGroup = depth > 0 && bool()
        return CommandDescription(
            word(),
            summary: text(),
            discussion: many(3) { $0.text() }.joined(separator: "\n\n"),
            section: maybe { $0.word() },
            isHidden: number(below: 8) == 0,
            synopses: number(below: 4) == 0 ? many(3) { $0.text() } : [],
            options: many(6) { $0.option() },
            operands: isGroup ? [] : many(4) { $0.operand() },
            passthrough: isGroup ? nil : maybe { $0.operand() },
            subcommands: isGroup ? many(5) { $0.command(depth: depth - 1) } : [],
            requiresSubcommand: bool(),
            examples: many(3) { ExampleDescription($0.word(), summary: $0.text()) },
            environment: many(3) { EnvironmentDescription($0.word(), summary: $0.text()) },
            exitStatuses: many(4) { source in
                ExitStatusDescription(Int32(source.number(below: 256)), summary: source.text())
            })
    }

    private mutating func option() -> OptionDescription {
        OptionDescription(
            word(),
            short: maybe { $0.element(of: ["a", "b", "Z", "0"]) },
            value: maybe { ValueDescription($0.word(), $0.hint()) },
            isRepeatable: bool(),
            isGlobal: bool(),
            isHidden: bool(),
            environment: maybe { $0.word() },
            defaultText: maybe { $0.text() },
            summary: text(),
            section: maybe { $0.word() })
    }

    private mutating func operand() -> OperandDescription {
        OperandDescription(
            word(), hint: hint(), isRequired: bool(), isRepeatable: bool(), summary: text())
    }

    private mutating func hint() -> ValueHint {
        let choices = many(4) { $0.word() }
        return element(of: [.text, .file, .directory, .dynamic("x"), .choices(choices)])
    }

    private mutating func text() -> String {
        (0...number(below: 25)).map { _ in word() }.joined(separator: " ")
    }

    private mutating func word() -> String {
        let length = number(below: 20) == 0 ? 40 : 1 + number(below: 12)
        return String((0..<length).map { _ in element(of: Array("abcdefghijklmnopqrstuvwxyzåß")) })
    }

    private mutating func bool() -> Bool {
        number(below: 2) == 0
    }

    private mutating func maybe<Value>(_ make: (inout Self) -> Value) -> Value? {
        bool() ? make(&self) : nil
    }

    private mutating func many<Value>(
        _ bound: Int, _ make: (inout Self) -> Value
    ) -> [Value] {
        (0..<number(below: bound)).map { _ in make(&self) }
    }
}
