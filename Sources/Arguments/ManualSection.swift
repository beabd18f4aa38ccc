/// One section of a command's manual page, as far as the description of the command gives it.
public struct ManualSection: Sendable, Equatable {
    /// The sections that a description can give, in the order of a page. Every other section,
    /// the `DESCRIPTION` above all, is somebody's prose.
    public enum Title: String, CaseIterable, Sendable {
        case name = "NAME"
        case synopsis = "SYNOPSIS"
        case commands = "COMMANDS"
        case operands = "OPERANDS"
        case options = "OPTIONS"
        case environment = "ENVIRONMENT"
        case exitStatus = "EXIT STATUS"
    }

    public let title: Title
    /// What stands below the title, in the language of mdoc(7); each line ends in a newline.
    public let source: String
}
