/// An option as it stands on the command line.
struct GivenOption: Sendable {
    /// The long name from the description.
    let name: String
    /// The option as typed, with its dashes: `--count` or `-n`.
    let spelling: String
}
