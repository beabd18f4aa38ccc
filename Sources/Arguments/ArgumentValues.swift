/// What was given for one option, operand or variable, to be read as the type it stands for.
public struct ArgumentValues: Sendable {
    private let given: [GivenValue]
    private let title: String
    private let path: CommandPath

    /// - Parameter title: names the argument where it is missing: `option '--count'`.
    init(_ given: [GivenValue], title: String, path: CommandPath) {
        self.given = given
        self.title = title
        self.path = path
    }

    /// Whether anything was given, an empty text included.
    public var isGiven: Bool { !given.isEmpty }

    /// Where the value that ``string`` tells was given.
    public var origin: ValueOrigin? { given.last?.origin }

    /// The text as given; of several the last.
    public var string: String? { given.last?.text }

    /// All texts in the order given.
    public var strings: [String] { given.map(\.text) }

    /// The value, of several the last, or `nil` where none was given.
    public func value<Value>(as syntax: ValueSyntax<Value>) throws(UsageError) -> Value? {
        guard let last = given.last else { return nil }
        return try last.converted(by: syntax, in: path)
    }

    /// All values in the order given.
    public func values<Value>(as syntax: ValueSyntax<Value>) throws(UsageError) -> [Value] {
        try given.map { value throws(UsageError) in try value.converted(by: syntax, in: path) }
    }

    /// The value, where the command cannot do without.
    public func required<Value>(as syntax: ValueSyntax<Value>) throws(UsageError) -> Value {
        guard let value = try value(as: syntax) else {
            throw UsageError("missing \(title)", usage: path.usage, in: path)
        }
        return value
    }
}
