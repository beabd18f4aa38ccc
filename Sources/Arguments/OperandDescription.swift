/// One operand: an argument known by its place.
public struct OperandDescription: Sendable {
    /// The name in usage lines and errors, in capitals. It is also the key of
    /// ``ParsedCommand/operand(_:)``.
    public var name: String
    /// What kind of value it is.
    public var hint: ValueHint
    /// False where the command can do without.
    public var isRequired: Bool
    /// Takes all operands that are left.
    public var isRepeatable: Bool
    /// What the operand is, in one line, lower case and without a full stop.
    public var summary: String

    public init(
        _ name: String,
        hint: ValueHint = .text,
        isRequired: Bool = true,
        isRepeatable: Bool = false,
        summary: String
    ) {
        self.name = name
        self.hint = hint
        self.isRequired = isRequired
        self.isRepeatable = isRepeatable
        self.summary = summary
    }
}
