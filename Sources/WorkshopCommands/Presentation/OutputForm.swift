/// How results are shown.
enum OutputForm: Sendable {
    /// One JSON object a line, whole.
    case lines
    /// For people at a terminal.
    case text(TextStyle)
}
