/// What the words before the one being typed tell. Errors are passed over: whatever can be read
/// is read by the rules of ``CommandDescription/parse(_:environment:)``.
public struct UnfinishedCommand: Sendable {
    /// The deepest command named.
    public let path: CommandPath
    /// The operands typed so far.
    public let operands: [String]
    private let options: [String: [GivenValue]]

    /// - Parameter words: those after the program's name.
    public init(_ words: [String], of root: CommandDescription) {
        var reader = CommandLineReader(root: root, arguments: words)
        reader.readAll()
        path = reader.path
        operands = reader.operands
        options = reader.options
    }

    /// The value typed for the option with this long name, of several the last.
    public func option(_ name: String) -> String? {
        options[name]?.last?.text
    }

    /// The values typed for options and operands of this kind.
    public func values(of hint: ValueHint) -> [String] {
        let described = path.command.operands
        let ofOperands = operands.enumerated().filter { index, _ in
            guard let last = described.last else { return false }
            return (index < described.count ? described[index] : last).hint == hint
        }
        let ofOptions = path.options.filter { $0.value?.hint == hint }
            .flatMap { options[$0.name] ?? [] }
        return ofOperands.map(\.element) + ofOptions.map(\.text)
    }
}
