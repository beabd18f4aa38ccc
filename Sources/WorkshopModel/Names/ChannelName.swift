/// The name of a channel: 1 to 128 bytes without `/` and control characters.
public struct ChannelName: BytewiseName {
    public let text: String

    /// The channel tasks go to when none is named.
    public static let tasks = ChannelName(unchecked: "tasks")

    /// - Parameter field: the field's name for the sentence of the error.
    /// - Throws: ``APIError`` with `.malformed` and a sentence that says which rule is broken.
    public init(validating text: String, field: String = "ch") throws(APIError) {
        try NameRule(subject: field, limit: Limits.name, mayBeBlank: true, forbidsSlash: true)
            .check(text)
        self.text = text
    }

    /// From a database row, which may hold what an earlier implementation allowed.
    public init(unchecked text: String) {
        self.text = text
    }
}
