/// How the text of an argument is read as a value.
///
/// The program adds its own beside the ones here, so that a command reads them all alike:
/// ```
/// extension ValueSyntax where Value == ChannelName {
///     static var channel: Self { Self { text throws(InvalidValue) in … } }
/// }
/// let channel = try parsed.operand("CH").required(as: .channel)
/// ```
public struct ValueSyntax<Value>: Sendable {
    /// Reads a text, or says what was expected instead.
    public let parse: @Sendable (String) throws(InvalidValue) -> Value

    public init(_ parse: @escaping @Sendable (String) throws(InvalidValue) -> Value) {
        self.parse = parse
    }
}

extension ValueSyntax where Value == String {
    /// Any text, the empty one too.
    public static var string: Self {
        Self { text throws(InvalidValue) in text }
    }
}

extension ValueSyntax where Value == Bool {
    /// `1 true yes on` or `0 false no off`, in capitals or not.
    public static var boolean: Self {
        Self { text throws(InvalidValue) in
            switch text.lowercased() {
            case "1", "true", "yes", "on": return true
            case "0", "false", "no", "off": return false
            default: throw InvalidValue("expected 1, true, yes, on, 0, false, no or off")
            }
        }
    }
}
