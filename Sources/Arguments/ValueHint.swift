/// What kind of value an option or operand takes, as far as a completion needs to know it.
public enum ValueHint: Sendable, Equatable {
    /// Text about which nothing more is known.
    case text
    /// One of these words. The parser refuses any other.
    case choices([String])
    /// The path of a file.
    case file
    /// The path of a folder.
    case directory
    /// Text, or `@` and the path of the file that holds it.
    case textOrFile
    /// `KEY=VALUE`, or `KEY=@PATH` for what a file holds.
    case field
    /// A kind only the program knows how to list. Give each kind a name in an extension:
    /// `static let channel = ValueHint.dynamic("channel")`.
    case dynamic(String)

    /// One of the raw values of `type`, in the order of its cases.
    public static func choices<Choice>(of type: Choice.Type) -> ValueHint
    where Choice: CaseIterable & RawRepresentable<String> {
        .choices(type.allCases.map(\.rawValue))
    }
}
