/// The value an option takes.
public struct ValueDescription: Sendable {
    /// Stands for the value in help pages, in capitals.
    public var name: String
    /// What kind of value it is.
    public var hint: ValueHint

    public init(_ name: String, _ hint: ValueHint = .text) {
        self.name = name
        self.hint = hint
    }
}
