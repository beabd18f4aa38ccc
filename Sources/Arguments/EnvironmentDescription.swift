/// A variable a command reads that stands for no single option.
public struct EnvironmentDescription: Sendable {
    public var name: String
    /// What the variable does, in one line, lower case and without a full stop.
    public var summary: String

    public init(_ name: String, summary: String) {
        self.name = name
        self.summary = summary
    }
}
