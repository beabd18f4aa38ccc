/// What a task is about, in one line of at most 1 KiB.
public struct TaskTitle: BytewiseName {
    public let text: String

    /// - Throws: ``APIError`` with `.malformed` and a sentence that says which rule is broken.
    public init(validating text: String) throws(APIError) {
        try NameRule(subject: "title", limit: Limits.title).check(text)
        self.text = text
    }
}
